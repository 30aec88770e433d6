package dev.spoor.sampling;

/**
 * The test that all Datadog tracers share, so that services which know a trace by its id alone come
 * to the same answer: the id times a large constant, modulo 2^64, against the rate's share of 2^64.
 */
final class KnuthSampler {
  private static final long FACTOR = 1_111_111_111_111_111_111L;
  private static final double RANGE = 0x1p64;

  private KnuthSampler() {}

  /**
   * @param traceIdLow low 64 bits of the trace id
   * @param rate 0 to 1
   */
  static boolean keeps(long traceIdLow, double rate) {
    if (rate >= 1) {
      return true;
    }
    if (!(rate > 0)) {
      return false;
    }
    return Long.compareUnsigned(traceIdLow * FACTOR, threshold(rate)) <= 0;
  }

  private static long threshold(double rate) {
    double share = rate * RANGE;
    // Java has no conversion of a double to an unsigned long.
    return share < 0x1p63 ? (long) share : (long) (share - 0x1p63) + Long.MIN_VALUE;
  }
}
