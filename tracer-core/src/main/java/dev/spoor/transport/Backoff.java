package dev.spoor.transport;

/** When the next attempt may be made: 100 ms after the first failure, then doubling up to a cap. */
final class Backoff {
  private static final long FIRST_NANOS = 100_000_000L;
  private static final int MAX_DOUBLINGS = 20;

  private int failures;
  private long notBefore;

  void failed(long now, long capNanos) {
    long delay = FIRST_NANOS << Math.min(failures++, MAX_DOUBLINGS);
    notBefore = now + Math.min(delay, capNanos);
  }

  void succeeded() {
    failures = 0;
  }

  boolean isWaiting(long now) {
    return failures > 0 && notBefore - now > 0;
  }

  /** Nanoseconds until the next attempt may be made, at least 0. */
  long remaining(long now) {
    return failures == 0 ? 0 : Math.max(0, notBefore - now);
  }
}
