package dev.spoor.sampling;

import java.util.concurrent.atomic.AtomicLong;

/**
 * So many a second, not spread over the second: windows of one second, counted from its making.
 * Lock-free and without allocation; threads that race over a window's end may let a few pass that
 * belong to the other window.
 */
final class RateLimiter {
  private static final long SECOND = 1_000_000_000L;

  private final int capacity;
  private final long start;

  /** The window's number in the upper half, how often it was asked in the lower. */
  private final AtomicLong window = new AtomicLong();

  /** The share that passed in the last window that was asked at all; NaN before there is one. */
  private volatile double before = Double.NaN;

  /**
   * @param perSecond at least 1 is let through
   * @param now {@code nanoTime}
   */
  RateLimiter(int perSecond, long now) {
    this.capacity = Math.max(1, perSecond);
    this.start = now;
  }

  int perSecond() {
    return capacity;
  }

  /** Whether one more may pass at that {@code nanoTime}. */
  boolean tryPass(long now) {
    int second = (int) ((now - start) / SECOND);
    while (true) {
      long state = window.get();
      int current = (int) (state >>> 32);
      int asked = (int) state;
      boolean next = second > current;
      int count = next ? 1 : asked + (asked == Integer.MAX_VALUE ? 0 : 1);
      if (window.compareAndSet(state, (long) (next ? second : current) << 32 | count)) {
        if (next && asked > 0) {
          before = share(asked);
        }
        return count <= capacity;
      }
    }
  }

  /** The share that passes, 0 to 1: the mean of this window's and that of the one before. */
  double effectiveRate() {
    double now = share((int) window.get());
    double last = before;
    return Double.isNaN(last) ? now : (now + last) / 2;
  }

  private double share(int asked) {
    return asked <= capacity ? 1 : (double) capacity / asked;
  }
}
