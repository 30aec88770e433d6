package dev.spoor.trace;

import java.time.Instant;

/**
 * Wall time with the resolution of {@code nanoTime}, so that spans of one trace never overlap
 * wrongly when the wall clock is set.
 *
 * <p>The offset between the two clocks is taken once and looked at again every now and then ({@link
 * #resync}, on the sender's thread). Each trace keeps the offset that it was born with.
 */
final class Clock {
  /** Differences below this are the noise of reading two clocks one after the other. */
  private static final long DRIFT_NANOS = 1_000_000;

  private volatile long offset = measure();

  /** Add this to {@code System.nanoTime()} to get nanoseconds since the epoch. */
  long offset() {
    return offset;
  }

  /** Follows the wall clock when it has moved against {@code nanoTime} by a millisecond or more. */
  void resync() {
    long measured = measure();
    if (Math.abs(measured - offset) >= DRIFT_NANOS) {
      offset = measured;
    }
  }

  private static long measure() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
  }
}
