package dev.spoor.trace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Traces that have finished spans while others are still open, so that an open span holds nobody's
 * spans for ever.
 *
 * <p>Application threads push a trace once, when its first span finishes before the others: one
 * compare-and-set, no allocation, since the link is a field of the trace. The sender's thread takes
 * the whole list about once a second ({@link #sweep}); nearly all traces on it are complete by then
 * and fall out. A trace that is complete has let go of its spans, so what waits for the sweep is a
 * shell of some hundred bytes; and when the sender hangs, whoever adds one too many sweeps himself.
 */
final class WatchedTraces {
  /** A finished root means that only stragglers are out; they get half a second. */
  private static final long AFTER_ROOT_NANOS = 500_000_000L;

  /** While the root is open its finished children wait at most this long. */
  private static final long OPEN_NANOS = 10_000_000_000L;

  /** Longest list that waits for the sender's thread. */
  static final int MAX_WAITING = 8192;

  private static final VarHandle HEAD;

  static {
    try {
      HEAD = MethodHandles.lookup().findVarHandle(WatchedTraces.class, "head", LocalTrace.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable LocalTrace head;

  private final TraceSink sink;

  /** Held while sweeping; no application thread ever waits for it. */
  private final ReentrantLock sweeping = new ReentrantLock();

  /** Seen before and still open. Guarded by {@link #sweeping}. */
  private final Deque<LocalTrace> open = new ArrayDeque<>();

  WatchedTraces(TraceSink sink) {
    this.sink = sink;
  }

  /** Takes a trace whose watch the caller has claimed, so that none is ever on the list twice. */
  void add(LocalTrace trace) {
    LocalTrace before;
    do {
      before = head;
      trace.nextWatched = before;
      trace.watchedDepth = before == null ? 1 : before.watchedDepth + 1;
    } while (!HEAD.compareAndSet(this, before, trace));
    sink.spansWait();
    if (trace.watchedDepth >= MAX_WAITING && sweeping.tryLock()) {
      try {
        sweepLocked(false, System.nanoTime());
      } finally {
        sweeping.unlock();
      }
    }
  }

  /** Writes what has waited long enough at that {@code nanoTime}. */
  void sweep(long now) {
    sweeping.lock();
    try {
      sweepLocked(false, now);
    } finally {
      sweeping.unlock();
    }
  }

  /** Writes all that is finished, whatever its age: the process ends, or somebody flushes. */
  void writeAll() {
    sweeping.lock();
    try {
      sweepLocked(true, 0);
    } finally {
      sweeping.unlock();
    }
  }

  /** Traces that are watched; for tests. */
  int size() {
    sweeping.lock();
    try {
      int size = open.size();
      for (LocalTrace trace = head; trace != null; trace = trace.nextWatched) {
        size++;
      }
      return size;
    } finally {
      sweeping.unlock();
    }
  }

  private void sweepLocked(boolean everything, long now) {
    LocalTrace fresh = (LocalTrace) HEAD.getAndSet(this, null);
    while (fresh != null) {
      LocalTrace next = fresh.nextWatched;
      fresh.nextWatched = null;
      open.add(fresh);
      fresh = next;
    }
    for (int left = open.size(); left > 0; left--) {
      LocalTrace trace = open.remove();
      if (!trace.isIdle() && (everything || isDue(trace, now))) {
        trace.write(false);
      }
      if (trace.isIdle()) {
        trace.endWatch();
        // A span that was pushed between the two lines above may have seen the watch and stayed
        // away.
        if (!trace.isIdle() && trace.claimWatch()) {
          open.add(trace);
        }
      } else {
        open.add(trace);
      }
    }
  }

  private static boolean isDue(LocalTrace trace, long now) {
    long waited = now - trace.unsentSince();
    return waited >= (trace.isRootFinished() ? AFTER_ROOT_NANOS : OPEN_NANOS);
  }
}
