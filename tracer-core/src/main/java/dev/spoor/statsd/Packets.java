package dev.spoor.statsd;

import dev.spoor.config.StatsdAddress;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gathers lines into datagrams and sends them.
 *
 * <p>A thread that adds a line holds the lock for as long as it takes to write the line, and for a
 * non-blocking send when the datagram is full. Whatever may take longer (looking up the host,
 * opening the socket) happens in {@link #flush}, which one thread calls about once a second; until
 * then, and while the receiver has no room, a few full datagrams wait, and further ones are dropped
 * and counted.
 */
final class Packets {
  /** What the Agent takes at most. */
  static final int LARGEST = 8192;

  /** Fits an Ethernet frame whatever is around it. */
  static final int UDP_SIZE = 1432;

  private static final int MAX_WAITING = 64;
  private static final long REOPEN_NANOS = 10_000_000_000L;

  private static final LongAdder SENT = Counters.of("statsd.packets.sent");
  private static final LongAdder DROPPED = Counters.of("statsd.packets.dropped");
  private static final LongAdder TOO_LONG = Counters.of("statsd.lines.too_long");

  private final ReentrantLock lock = new ReentrantLock();
  private final Runnable wake;
  private final Line line = new Line();
  private final byte[] packet = new byte[LARGEST];
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private StatsdAddress address;
  private int size;
  private @Nullable Link link;
  private long lastFailure;
  private boolean failed;
  private boolean closed;

  /**
   * @param wake called, with the lock held, when a first line waits for {@link #flush}
   */
  Packets(StatsdAddress address, Runnable wake) {
    this.address = address;
    this.wake = wake;
  }

  StatsdAddress address() {
    lock.lock();
    try {
      return address;
    } finally {
      lock.unlock();
    }
  }

  /** Goes to another address from the next flush on. */
  void moveTo(StatsdAddress next) {
    lock.lock();
    try {
      if (!next.equals(address)) {
        address = next;
        closeLink();
        failed = false;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the lock; {@link #end} has to follow, after {@link #commit} if the line is to be sent.
   */
  Line begin() {
    lock.lock();
    return line.clear();
  }

  void end() {
    lock.unlock();
  }

  /** Adds the line that {@link #begin} gave. */
  void commit() {
    int length = line.size() + 1;
    if (closed) {
      return;
    }
    if (length > LARGEST) {
      TOO_LONG.increment();
      return;
    }
    line.raw('\n');
    int limit = address.isUnix() ? LARGEST : UDP_SIZE;
    if (size > 0 && size + length > limit) {
      post();
    }
    if (size == 0 && waiting.isEmpty()) {
      wake.run();
    }
    System.arraycopy(line.bytes(), 0, packet, size, length);
    size += length;
  }

  /** Sends the datagram that is full, or lets it wait. */
  private void post() {
    if (!waiting.isEmpty() || !transmit(packet, size)) {
      if (waiting.size() < MAX_WAITING) {
        waiting.add(Arrays.copyOf(packet, size));
      } else {
        DROPPED.increment();
      }
    }
    size = 0;
  }

  /** True if it is gone, for good or ill. */
  private boolean transmit(byte[] bytes, int length) {
    Link open = link;
    if (open == null) {
      return false;
    }
    try {
      if (!open.send(bytes, length)) {
        return false;
      }
      SENT.increment();
    } catch (IOException e) {
      DROPPED.increment();
      fail(e);
    }
    return true;
  }

  private void fail(IOException e) {
    closeLink();
    failed = true;
    lastFailure = System.nanoTime();
    Log.debug("Metrics do not reach DogStatsD", e);
  }

  /** Sends all that waits, opening the socket if need be. */
  void flush() {
    StatsdAddress target = null;
    lock.lock();
    try {
      boolean idle = size == 0 && waiting.isEmpty();
      boolean early = failed && System.nanoTime() - lastFailure < REOPEN_NANOS;
      if (!idle && link == null && !early && !closed) {
        target = address;
      }
    } finally {
      lock.unlock();
    }
    if (target != null) {
      open(target);
    }
    lock.lock();
    try {
      sendWaiting();
    } finally {
      lock.unlock();
    }
  }

  /** Without the lock: looking up a host may take seconds. */
  private void open(StatsdAddress target) {
    Link made = null;
    IOException problem = null;
    try {
      made = Links.open(target);
    } catch (IOException | RuntimeException e) {
      problem = e instanceof IOException io ? io : new IOException(e);
    }
    lock.lock();
    try {
      if (problem != null) {
        fail(problem);
      } else if (made != null) {
        if (closed || link != null || !target.equals(address)) {
          made.close();
        } else {
          link = made;
          failed = false;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void sendWaiting() {
    while (!waiting.isEmpty() && transmit(waiting.getFirst(), waiting.getFirst().length)) {
      waiting.removeFirst();
    }
    if (waiting.isEmpty() && size > 0 && transmit(packet, size)) {
      size = 0;
    }
    if (link == null && failed) {
      // Nobody is there: what waits now would be old when somebody is.
      DROPPED.add(waiting.size() + (size > 0 ? 1L : 0L));
      waiting.clear();
      size = 0;
    }
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return size == 0 && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    flush();
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      size = 0;
      closeLink();
    } finally {
      lock.unlock();
    }
  }

  private void closeLink() {
    Link open = link;
    link = null;
    if (open != null) {
      open.close();
    }
  }
}
