package dev.spoor.localagent.services;

import org.jspecify.annotations.Nullable;

/**
 * Counts and durations of the last ten minutes, by the minute. Durations go into buckets that are 8
 * % wide, so percentiles are good to 4 %. Not thread safe.
 */
final class Window {
  static final int MINUTES = 10;
  private static final double WIDTH = Math.log(1.08);

  /** From a microsecond on; the last bucket takes whatever is longer than half an hour. */
  private static final int BUCKETS = 280;

  private final long[] minutes = new long[MINUTES];
  private final long[] hits = new long[MINUTES];
  private final long[] errors = new long[MINUTES];
  private final int[] @Nullable [] buckets = new int[MINUTES][];

  void add(long minute, long nanos, boolean error) {
    int at = (int) (minute % MINUTES);
    int[] counts = buckets[at];
    if (counts == null || minutes[at] != minute) {
      counts = new int[BUCKETS];
      buckets[at] = counts;
      minutes[at] = minute;
      hits[at] = 0;
      errors[at] = 0;
    }
    hits[at]++;
    errors[at] += error ? 1 : 0;
    counts[bucket(nanos)]++;
  }

  private static int bucket(long nanos) {
    return nanos <= 1_000
        ? 0
        : Math.min(BUCKETS - 1, (int) Math.ceil(Math.log(nanos / 1e3) / WIDTH));
  }

  /** Hits of each minute, the oldest first. */
  long[] hits(long minute) {
    return perMinute(hits, minute);
  }

  long[] errors(long minute) {
    return perMinute(errors, minute);
  }

  private long[] perMinute(long[] ring, long minute) {
    long[] out = new long[MINUTES];
    for (int i = 0; i < MINUTES; i++) {
      long m = minute - MINUTES + 1 + i;
      int at = (int) Math.floorMod(m, (long) MINUTES);
      out[i] = minutes[at] == m ? ring[at] : 0;
    }
    return out;
  }

  /** Nanoseconds within which that share of the calls ended; 0 if there were none. */
  long percentile(double share, long minute) {
    int[] sums = new int[BUCKETS];
    long total = 0;
    for (int i = 0; i < MINUTES; i++) {
      int[] counts = buckets[i];
      if (counts != null && minutes[i] > minute - MINUTES) {
        for (int b = 0; b < BUCKETS; b++) {
          sums[b] += counts[b];
          total += counts[b];
        }
      }
    }
    long rank = (long) Math.ceil(share * total);
    for (int b = 0; b < BUCKETS && total > 0; b++) {
      rank -= sums[b];
      if (rank <= 0) {
        // The middle of the bucket.
        return (long) (1e3 * Math.exp(Math.max(0, b - 0.5) * WIDTH));
      }
    }
    return 0;
  }
}
