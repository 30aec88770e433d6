package dev.spoor.statsd;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Flushes a client once a second while there is something to flush, for clients that nobody else
 * flushes. One daemon thread, started with the first line; it sleeps without end while nothing
 * comes in.
 */
final class FlushThread implements Runnable {
  private static final long INTERVAL_NANOS = 1_000_000_000L;

  private final AtomicBoolean started = new AtomicBoolean();
  private volatile @Nullable Packets packets;
  private volatile @Nullable Thread thread;
  private volatile boolean idle;
  private volatile boolean stopped;

  void serve(Packets served) {
    packets = served;
  }

  /** There is something to send within a second. */
  void wake() {
    if (started.compareAndSet(false, true)) {
      start();
    } else if (idle) {
      LockSupport.unpark(thread);
    }
  }

  private void start() {
    Thread made = new Thread(null, this, "spoor-statsd", 0, false);
    made.setDaemon(true);
    made.setContextClassLoader(null);
    thread = made;
    try {
      made.start();
    } catch (OutOfMemoryError e) {
      // "Unable to create native thread": the next line tries again.
      Counters.of("statsd.thread.failures").increment();
      started.set(false);
    }
  }

  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    Packets served = packets;
    while (!stopped && served != null) {
      LockSupport.parkNanos(this, INTERVAL_NANOS);
      Thread.interrupted();
      try {
        served.flush();
        // Said before the look, so that a line that comes in between finds it and wakes us.
        idle = true;
        if (!stopped && served.isEmpty()) {
          LockSupport.park(this);
        }
        idle = false;
      } catch (RuntimeException e) {
        Log.once("statsd-flush", "Metrics could not be sent", e);
      }
    }
  }
}
