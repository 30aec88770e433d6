package dev.spoor.localagent.metrics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads DogStatsD lines as an Agent does: optional parts in any order, those that are not known
 * left out, and a line that makes no sense refused as a whole. Stateless.
 */
public final class DogStatsD {
  private static final int MAX_NAME = 200;
  private static final int MAX_TAGS = 100;

  private DogStatsD() {}

  /**
   * An event or a service check: text, not a number.
   *
   * @param level {@code error}, {@code warn} or {@code info}
   */
  public record Notice(String level, String title, String text, List<String> tags) {}

  /** What one line says: values of a metric, or a notice; neither if it could not be read. */
  public record Line(List<Metric> metrics, @Nullable Notice notice) {
    private static final Line BAD = new Line(List.of(), null);

    public boolean isBad() {
      return metrics.isEmpty() && notice == null;
    }
  }

  /** Reads one line, without its end. */
  public static Line parse(String line) {
    if (line.startsWith("_e{")) {
      return event(line);
    }
    return line.startsWith("_sc|") ? check(line) : metric(line);
  }

  private static Line metric(String line) {
    String[] parts = line.split("\\|", -1);
    int colon = parts[0].indexOf(':');
    if (parts.length < 2 || colon <= 0 || colon > MAX_NAME) {
      return Line.BAD;
    }
    Metric.Type type = Metric.Type.of(parts[1]);
    if (type == null) {
      return Line.BAD;
    }
    Options options = Options.of(parts, 2);
    if (!(options.rate > 0 && options.rate <= 1)) {
      return Line.BAD;
    }
    String name = parts[0].substring(0, colon);
    String values = parts[0].substring(colon + 1);
    if (type == Metric.Type.SET) {
      return new Line(List.of(new Metric(name, type, 0, values, options.rate, options.tags)), null);
    }
    List<Metric> metrics = new ArrayList<>();
    for (String value : type.isDurations() ? values.split(":", -1) : new String[] {values}) {
      Double number = number(value);
      if (number == null) {
        return Line.BAD;
      }
      metrics.add(new Metric(name, type, number, "", options.rate, options.tags));
    }
    return new Line(List.copyOf(metrics), null);
  }

  private static @Nullable Double number(String text) {
    // Double.valueOf takes more than numbers: white space, a type's letter at the end, hex.
    if (text.isEmpty() || text.length() > 40 || !text.matches("[-+0-9.eE]+")) {
      return null;
    }
    try {
      Double value = Double.valueOf(text);
      return value.isInfinite() ? null : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** {@code _e{title bytes,text bytes}:title|text|...}. */
  private static Line event(String line) {
    int close = line.indexOf("}:");
    int bar = line.indexOf('|', Math.max(0, close));
    if (close < 0 || bar < 0) {
      return Line.BAD;
    }
    // The lengths are in bytes, and only matter where a text has a bar in it.
    String[] parts = line.substring(close + 2).split("\\|", -1);
    Options options = Options.of(parts, 2);
    return new Line(
        List.of(), new Notice(options.alert, lines(parts[0]), lines(parts[1]), options.tags));
  }

  /** {@code _sc|name|status|...|m:message}. */
  private static Line check(String line) {
    String[] parts = line.split("\\|", -1);
    if (parts.length < 3 || !parts[2].matches("[0-3]")) {
      return Line.BAD;
    }
    Options options = Options.of(parts, 3);
    String level = List.of("info", "warn", "error", "warn").get(parts[2].charAt(0) - '0');
    String state = List.of("ok", "warning", "critical", "unknown").get(parts[2].charAt(0) - '0');
    return new Line(
        List.of(), new Notice(level, parts[1] + " is " + state, options.message, options.tags));
  }

  private static String lines(String escaped) {
    return escaped.replace("\\n", "\n");
  }

  /** The parts that may stand after the value, in any order. */
  private static final class Options {
    double rate = 1;
    String alert = "info";
    String message = "";
    List<String> tags = List.of();

    static Options of(String[] parts, int from) {
      Options options = new Options();
      for (int i = from; i < parts.length; i++) {
        options.take(parts[i]);
      }
      return options;
    }

    private void take(String part) {
      if (part.startsWith("@")) {
        Double number = number(part.substring(1));
        rate = number == null ? -1 : number;
      } else if (part.startsWith("#") && part.length() > 1) {
        String[] split = part.substring(1).split(",", MAX_TAGS + 1);
        tags = List.of(split).subList(0, Math.min(MAX_TAGS, split.length));
      } else if (part.startsWith("t:")) {
        alert = part.equals("t:error") ? "error" : part.equals("t:warning") ? "warn" : "info";
      } else if (part.startsWith("m:")) {
        message = lines(part.substring(2));
      }
    }
  }
}
