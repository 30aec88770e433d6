package dev.spoor.localagent.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value of a metric. Immutable.
 *
 * @param value 0 for a set
 * @param member what a set counts, empty for other types
 * @param rate the share of what happened that was sent, over 0 and at most 1
 * @param tags {@code key:value} or {@code key}, in the order of the wire
 */
public record Metric(
    String name, Type type, double value, String member, double rate, List<String> tags) {
  public Metric {
    tags = List.copyOf(tags);
  }

  /** What is done with the values of a metric. */
  public enum Type {
    COUNT("c"),
    GAUGE("g"),
    TIMER("ms"),
    HISTOGRAM("h"),
    DISTRIBUTION("d"),
    SET("s");

    private final String sign;

    Type(String sign) {
      this.sign = sign;
    }

    /** The sign that a DogStatsD line has for it. */
    public String sign() {
      return sign;
    }

    static @Nullable Type of(String sign) {
      for (Type type : values()) {
        if (type.sign.equals(sign)) {
          return type;
        }
      }
      return null;
    }

    boolean isDurations() {
      return this == TIMER || this == HISTOGRAM || this == DISTRIBUTION;
    }
  }

  public static Metric count(String name, double value, List<String> tags) {
    return new Metric(name, Type.COUNT, value, "", 1, tags);
  }

  public static Metric gauge(String name, double value, List<String> tags) {
    return new Metric(name, Type.GAUGE, value, "", 1, tags);
  }

  public static Metric distribution(String name, double value, List<String> tags) {
    return new Metric(name, Type.DISTRIBUTION, value, "", 1, tags);
  }

  /** The line that says it in DogStatsD, without the line's end. */
  public String dogStatsD() {
    String number =
        value == Math.rint(value) && Math.abs(value) < 1e15
            ? Long.toString((long) value)
            : Double.toString(value);
    return name
        + ":"
        + (type == Type.SET ? member : number)
        + "|"
        + type.sign()
        + (rate == 1 ? "" : "|@" + rate)
        + (tags.isEmpty() ? "" : "|#" + String.join(",", tags));
  }
}
