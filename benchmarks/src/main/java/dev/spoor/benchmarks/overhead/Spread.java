package dev.spoor.benchmarks.overhead;

import java.util.Arrays;
import java.util.Locale;

/**
 * Median, least and greatest of some figures, and their lower quartile: what a cost is on a machine
 * that others do not disturb just then. Immutable.
 */
record Spread(double median, double min, double max, double quiet) {
  static Spread of(double[] figures) {
    if (figures.length == 0) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted[sorted.length / 4]);
  }

  /** Of ratios: by how many percent they are above one. */
  Spread percentOver() {
    return new Spread(percent(median), percent(min), percent(max), percent(quiet));
  }

  private static double percent(double ratio) {
    return 100 * (ratio - 1);
  }

  /** As in {@code 312 (298 .. 340)}. */
  String text(String format) {
    return one(format, median) + " (" + one(format, min) + " .. " + one(format, max) + ")";
  }

  /** The median alone. */
  String brief(String format) {
    return one(format, median);
  }

  private static String one(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }
}
