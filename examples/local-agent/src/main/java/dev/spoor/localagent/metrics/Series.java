package dev.spoor.localagent.metrics;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last half hour of one metric with one set of tags, in steps of ten seconds. Its size is fixed
 * from the start, but for the members of a set within one step. Not thread safe.
 */
final class Series {
  static final int STEP_MILLIS = 10_000;
  static final int STEPS = 180;

  /** Of how many values of one step the 95th percentile is taken; later ones replace earlier. */
  private static final int SAMPLES = 64;

  private static final int MAX_MEMBERS = 1_000;

  final String name;
  final Metric.Type type;
  final List<String> tags;
  long lastMillis;
  double last;

  /** Per step, NaN where nothing came: sum or last value; and the 95th percentile of durations. */
  private final double[] values = new double[STEPS];

  private final double @Nullable [] percentiles;
  private final double @Nullable [] samples;
  private final @Nullable Set<String> members;
  private long step = -1;
  private double sum;
  private double count;
  private int seen;

  Series(Metric metric) {
    name = metric.name();
    type = metric.type();
    tags = metric.tags();
    Arrays.fill(values, Double.NaN);
    percentiles = type.isDurations() ? values.clone() : null;
    samples = type.isDurations() ? new double[SAMPLES] : null;
    members = type == Metric.Type.SET ? new HashSet<>() : null;
  }

  void add(Metric metric, long nowMillis) {
    forward(nowMillis / STEP_MILLIS);
    lastMillis = nowMillis;
    last = metric.value();
    count += 1 / metric.rate();
    sum += metric.value() / metric.rate();
    int at = (int) (step % STEPS);
    switch (type) {
      case COUNT -> values[at] = sum;
      case GAUGE -> values[at] = metric.value();
      case SET -> values[at] = unique(metric.member());
      default -> {
        values[at] = sum / count;
        sample(metric.value(), at);
      }
    }
  }

  private double unique(String member) {
    if (members == null) {
      return 0;
    }
    if (members.size() < MAX_MEMBERS) {
      members.add(member);
    }
    last = members.size();
    return last;
  }

  private void sample(double value, int at) {
    if (samples != null && percentiles != null) {
      samples[seen++ % SAMPLES] = value;
      double[] sorted = Arrays.copyOf(samples, Math.min(seen, SAMPLES));
      Arrays.sort(sorted);
      percentiles[at] = sorted[(int) Math.ceil(sorted.length * 0.95) - 1];
    }
  }

  /** Empties the steps in which nothing came. */
  private void forward(long now) {
    if (now <= step) {
      return;
    }
    for (long s = Math.max(step + 1, now - STEPS + 1); s <= now; s++) {
      values[(int) (s % STEPS)] = Double.NaN;
      if (percentiles != null) {
        percentiles[(int) (s % STEPS)] = Double.NaN;
      }
    }
    step = now;
    sum = 0;
    count = 0;
    seen = 0;
    if (members != null) {
      members.clear();
    }
  }

  /** The steps up to now, oldest first; NaN where nothing came. */
  double[] values(long nowMillis) {
    return ordered(values, nowMillis);
  }

  double @Nullable [] percentiles(long nowMillis) {
    return percentiles == null ? null : ordered(percentiles, nowMillis);
  }

  private double[] ordered(double[] ring, long nowMillis) {
    long now = nowMillis / STEP_MILLIS;
    double[] out = new double[STEPS];
    for (int i = 0; i < STEPS; i++) {
      long s = now - STEPS + 1 + i;
      out[i] = s > step || s <= step - STEPS || s < 0 ? Double.NaN : ring[(int) (s % STEPS)];
    }
    return out;
  }
}
