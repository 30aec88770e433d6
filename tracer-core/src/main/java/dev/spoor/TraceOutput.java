package dev.spoor;

import dev.spoor.config.Config;
import dev.spoor.config.ServiceSettings;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.kind.PeerServices;
import dev.spoor.sampling.SpanSampler;
import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Priority;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceSink;
import dev.spoor.transport.TraceTransport;
import dev.spoor.wire.ProcessFacts;
import dev.spoor.wire.TraceEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The way out: finished spans are encoded on the thread that finished them and handed to the
 * transport as bytes.
 *
 * <p>The encoder is made with the first trace rather than at start: what it asks of the JVM
 * (process id, runtime id) costs classes that nothing before {@code main} should pay for.
 */
final class TraceOutput implements TraceSink, TraceEncoder.ChunkTarget {
  /** Every span that ends up here is delivered or dropped, and then counted as such. */
  private static final LongAdder SPANS = Counters.of("span.pending.finished");

  private static final LongAdder FAILURES = Counters.of("encode.dropped.traces");
  private static final LongAdder LOST_SPANS = Counters.of("encode.dropped.spans");

  private final Config config;
  private final TraceTransport transport;

  /** For traces that are not kept; null if there are no rules for single spans. */
  private final @Nullable SpanSampler spanSampler;

  /** Null if nobody asks for them. */
  private final @Nullable PeerServices peerServices;

  private volatile @Nullable TraceEncoder encoder;

  TraceOutput(Config config, TraceTransport transport, @Nullable SpanSampler spanSampler) {
    this.config = config;
    this.transport = transport;
    this.spanSampler = spanSampler;
    this.peerServices = PeerServices.of(config);
  }

  @Override
  public void write(LocalTrace trace, Span newest, int count) {
    SPANS.add(count);
    if (transport.refuses(count)) {
      return;
    }
    try {
      PeerServices peers = peerServices;
      if (peers != null) {
        peers.complete(newest);
      }
      SpanSampler single = spanSampler;
      if (single != null && !Priority.isKept(trace.priority())) {
        single.sample(newest);
      }
      TraceEncoder ready = encoder;
      if (ready == null) {
        ready = makeEncoder();
      }
      ready.encode(trace, newest, count, this);
    } catch (RuntimeException | LinkageError e) {
      FAILURES.increment();
      LOST_SPANS.add(count);
      Log.once("encode", "A trace could not be encoded and is lost", e);
    }
  }

  @Override
  public void accept(byte[] bytes, int offset, int length, int spans) {
    transport.offer(bytes, offset, length, spans);
  }

  @Override
  public void spansWait() {
    transport.startTicking();
  }

  private TraceEncoder makeEncoder() {
    // Two first traces at once would make two encoders, of which one is used: harmless, but the
    // runtime id must be the same for both.
    synchronized (this) {
      TraceEncoder ready = encoder;
      if (ready == null) {
        ready = new TraceEncoder(facts());
        encoder = ready;
      }
      return ready;
    }
  }

  private ProcessFacts facts() {
    Map<String, String> tags = new LinkedHashMap<>();
    if (!config.env().isEmpty()) {
      tags.put("env", config.env());
    }
    config.spanTags().forEach(tags::putIfAbsent);
    return new ProcessFacts(
        config.service(),
        config.version(),
        tags,
        randomId(),
        ProcessHandle.current().pid(),
        config.hostname(),
        config.get(ServiceSettings.REPORT_HOSTNAME));
  }

  /** A version 4 UUID. Not from SecureRandom: it must be unlike others, not secret. */
  private static String randomId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
    return new UUID(high, low).toString();
  }
}
