package dev.spoor.benchmarks.overhead;

import java.util.Arrays;
import java.util.Locale;

/** Median, least and greatest of some figures. Immutable. */
record Spread(double median, double min, double max) {
  static Spread of(double[] figures) {
    if (figures.length == 0) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN);
    }
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** As in {@code 312 (298-340)}. */
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
