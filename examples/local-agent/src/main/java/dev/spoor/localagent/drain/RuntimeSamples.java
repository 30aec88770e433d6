package dev.spoor.localagent.drain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of one line of log-runtime-metrics or of an add-on: {@code source=web.1
 * sample#memory_rss=180.05MB}.
 *
 * @param source {@code web.1}, or the attachment of an add-on such as {@code DATABASE}
 * @param addon name of the add-on, empty for dynos
 */
record RuntimeSamples(String source, String addon, List<Sample> samples) {
  private static final Pattern NUMBER =
      Pattern.compile("(-?[0-9]{1,18}(?:\\.[0-9]{1,18})?)([A-Za-z%]{0,10})");

  /**
   * One value.
   *
   * @param unit as written: {@code MB}, {@code pages}, {@code bytes}; empty for none
   */
  record Sample(String name, double value, String unit) {}

  /** Reads a line, null if there is no sample in it. */
  static @Nullable RuntimeSamples parse(String text) {
    if (!text.contains("sample#")) {
      return null;
    }
    Map<String, String> pairs = Pairs.of(text);
    List<Sample> samples = new ArrayList<>();
    pairs.forEach(
        (key, value) -> {
          Matcher matcher = NUMBER.matcher(value);
          if (key.startsWith("sample#") && key.length() > 7 && matcher.matches()) {
            double number = Double.parseDouble(matcher.group(1));
            samples.add(new Sample(key.substring(7), number, matcher.group(2)));
          }
        });
    return samples.isEmpty()
        ? null
        : new RuntimeSamples(
            pairs.getOrDefault("source", ""),
            pairs.getOrDefault("addon", ""),
            List.copyOf(samples));
  }
}
