package dev.spoor.statsd;

import dev.spoor.config.Config;
import dev.spoor.config.StatsdAddress;
import dev.spoor.diag.Counters;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A DogStatsD client: metrics, events and service checks for the Datadog Agent.
 *
 * <pre>{@code
 * DogStatsd statsd = DogStatsd.open(Config.load());
 * statsd.increment("shop.orders", "country:fr");
 * statsd.gauge("shop.queue.length", queue.size());
 * statsd.timing("shop.checkout", Duration.ofMillis(230));
 * }</pre>
 *
 * <p><b>Names</b> have letters, digits, underscores and dots and begin with a letter; anything else
 * becomes an underscore, and what is beyond 200 characters is cut. <b>Tags</b> are {@code
 * "key:value"} or plain words; commas, bars and control characters in them become underscores, null
 * and empty ones are left out. <b>Values</b> are written with at most six decimals; NaN and
 * infinities are refused and counted. Tags that the client was made with ({@code env}, {@code
 * service}, {@code version}) come first on each line, and what tells the Agent the container comes
 * last.
 *
 * <p>Lines are packed into datagrams (1,432 bytes over UDP, 8,192 over a unix socket) that leave
 * when they are full, or after a second. No method waits for the network and none throws; what
 * finds no room, or nobody who takes it, is dropped and counted ({@code statsd.packets.dropped}).
 * Thread safe.
 */
public final class DogStatsd implements AutoCloseable {
  private static final LongAdder REFUSED = Counters.of("statsd.lines.refused");

  /** Drops everything; for code that runs with or without metrics. */
  public static final DogStatsd NONE = closed();

  private final Packets packets;
  private final @Nullable FlushThread thread;
  private final Tail tail;
  private final double rate;

  DogStatsd(Packets packets, @Nullable FlushThread thread, Tail tail, double rate) {
    this.packets = packets;
    this.thread = thread;
    this.tail = tail;
    this.rate = rate;
  }

  private static DogStatsd closed() {
    StatsdAddress nowhere = StatsdAddress.udp("localhost", StatsdAddress.DEFAULT_PORT);
    Packets none = new Packets(nowhere, FlushThread::new);
    none.close();
    return new DogStatsd(none, null, Tail.NONE, 1);
  }

  /**
   * A client for the address that the settings name, with the tags env, service and version, as far
   * as they were set, and what tells the container. Has a daemon thread of its own, from the first
   * line on.
   */
  public static DogStatsd open(Config config) {
    return open(config.statsd(), Tail.of(config));
  }

  /**
   * A client for that address. Has a daemon thread of its own, from the first line on.
   *
   * @param tags come on each line; {@code "key:value"} each
   */
  public static DogStatsd open(StatsdAddress address, String... tags) {
    return open(address, Tail.of(tags));
  }

  private static DogStatsd open(StatsdAddress address, Tail tail) {
    FlushThread thread = new FlushThread();
    Packets packets = new Packets(Links.usable(address), thread::wake);
    thread.serve(packets);
    return new DogStatsd(packets, thread, tail, 1);
  }

  /**
   * A client without a thread: whoever makes it calls {@link #flush} about once a second.
   *
   * @param wake called when something waits to be flushed for the first time; must not block
   */
  public static DogStatsd openFlushedElsewhere(Config config, Runnable wake) {
    return new DogStatsd(
        new Packets(Links.usable(config.statsd()), wake), null, Tail.of(config), 1);
  }

  /**
   * A client that shares this one's datagrams and has other tags on its lines.
   *
   * @param tags {@code "key:value"} each
   */
  public DogStatsd withTags(String... tags) {
    return new DogStatsd(packets, null, tail.with(tags), rate);
  }

  /**
   * A client that shares this one's datagrams and has only these tags on its lines, and nothing of
   * the container.
   *
   * @param tags {@code "key:value"} each
   */
  public DogStatsd withOnlyTags(String... tags) {
    return new DogStatsd(packets, null, Tail.of(tags), rate);
  }

  /**
   * A client that shares this one's datagrams and sends only a share of the counts, timings,
   * histograms and distributions it is given; the Agent counts the rest in.
   *
   * @param share above 0, below 1; anything else sends all
   */
  public DogStatsd sampled(double share) {
    return new DogStatsd(packets, null, tail, share > 0 && share < 1 ? share : 1);
  }

  /** Adds 1 to a count. */
  public void increment(String name, String... tags) {
    metric(name, 1, "|c", null, tags);
  }

  /** Adds to a count, or takes from it. */
  public void count(String name, double delta, String... tags) {
    metric(name, delta, "|c", null, tags);
  }

  /** {@link #count} for a time in the past; the Agent does not sum it up with others. */
  public void countAt(String name, double delta, Instant time, String... tags) {
    metric(name, delta, "|c", time, tags);
  }

  /** Sets a value that goes up and down; the last one of an interval counts. */
  public void gauge(String name, double value, String... tags) {
    metric(name, value, "|g", null, tags);
  }

  /** {@link #gauge} for a time in the past. */
  public void gaugeAt(String name, double value, Instant time, String... tags) {
    metric(name, value, "|g", time, tags);
  }

  /** Gives one value of a statistical distribution that this Agent computes. */
  public void histogram(String name, double value, String... tags) {
    metric(name, value, "|h", null, tags);
  }

  /** Gives one value of a statistical distribution over all hosts. */
  public void distribution(String name, double value, String... tags) {
    metric(name, value, "|d", null, tags);
  }

  /** Gives one duration; sent in milliseconds. */
  public void timing(String name, Duration duration, String... tags) {
    // Seconds and rest apart: toNanos fails from 292 years on.
    double millis = duration.getSeconds() * 1e3 + duration.getNano() / 1e6;
    metric(name, millis, "|ms", null, tags);
  }

  /** Gives one member of a set whose different members are counted. */
  public void set(String name, String member, String... tags) {
    Line line = packets.begin();
    try {
      line.name(name).raw(':').member(member).raw("|s");
      tail.write(line, tags);
      packets.commit();
    } finally {
      packets.end();
    }
  }

  /** Posts an event. */
  public void event(StatsdEvent event) {
    Line line = packets.begin();
    try {
      event.write(line);
      tail.write(line, event.tagArray());
      packets.commit();
    } finally {
      packets.end();
    }
  }

  /** How a service is. */
  public enum Status {
    OK(0),
    WARNING(1),
    CRITICAL(2),
    UNKNOWN(3);

    private final int code;

    Status(int code) {
      this.code = code;
    }
  }

  /**
   * Tells how a service is.
   *
   * @param message one line of explanation, "" for none
   */
  public void serviceCheck(String name, Status status, String message, String... tags) {
    Line line = packets.begin();
    try {
      line.raw("_sc|").name(name).raw('|').number(status.code);
      tail.write(line, tags);
      if (!message.isEmpty()) {
        line.raw("|m:").message(message);
      }
      packets.commit();
    } finally {
      packets.end();
    }
  }

  private void metric(
      String name, double value, String type, @Nullable Instant time, String[] tags) {
    if (!Double.isFinite(value) || name.isEmpty()) {
      REFUSED.increment();
      return;
    }
    // A gauge that is left out at random would keep an old value.
    boolean sampled = rate < 1 && !type.equals("|g");
    if (sampled && ThreadLocalRandom.current().nextDouble() >= rate) {
      return;
    }
    Line line = packets.begin();
    try {
      line.name(name).raw(':').number(value).raw(type);
      if (sampled) {
        line.raw("|@").number(rate);
      }
      if (time != null) {
        line.raw("|T").number(time.getEpochSecond());
      }
      tail.write(line, tags);
      packets.commit();
    } finally {
      packets.end();
    }
  }

  /** Sends what waits, as far as there is somebody to take it; waits for the host's address. */
  public void flush() {
    packets.flush();
  }

  /** Where the lines go. */
  public StatsdAddress address() {
    return packets.address();
  }

  /** Sends to another address from the next flush on. */
  public void moveTo(StatsdAddress address) {
    packets.moveTo(Links.usable(Objects.requireNonNull(address, "address")));
  }

  /** Sends what waits and ends the thread; whatever comes afterwards is dropped. */
  @Override
  public void close() {
    packets.close();
    if (thread != null) {
      thread.stop();
    }
  }
}
