package dev.spoor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns the text of a setting into its value. */
final class Values {
  private Values() {}

  /**
   * Reads one value; what can be used of a list is used, the rest is told in {@code problems}.
   *
   * @throws IllegalArgumentException if the text is of no use at all
   */
  static Object parse(Setting<?> setting, String text, List<String> problems) {
    return switch (setting.kind) {
      case FLAG -> flag(text);
      case CHOICE -> choice(setting, text);
      case WHOLE -> whole(setting, Long.parseLong(text));
      case DECIMAL -> decimal(setting, text);
      // Kept as milliseconds, so that readers need no arithmetic.
      case SECONDS -> Math.round(decimal(setting, text) * 1000);
      case BYTES -> whole(setting, bytes(text));
      case LIST -> List.copyOf(Texts.split(text, ','));
      case PAIRS -> Texts.pairs(setting.name(), text, problems);
      case REPOSITORY -> RepositoryUrl.withoutCredentials(text);
      case HEADERS -> Texts.headers(text);
      case STATUSES -> StatusSet.parse(text);
      case STYLES -> styles(setting, text, problems);
      default -> text;
    };
  }

  static Boolean flag(String text) {
    if (text.equals("1") || text.equalsIgnoreCase("true")) {
      return Boolean.TRUE;
    }
    if (text.equals("0") || text.equalsIgnoreCase("false")) {
      return Boolean.FALSE;
    }
    throw new IllegalArgumentException(text);
  }

  private static String choice(Setting<?> setting, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!setting.choices().contains(lower)) {
      throw new IllegalArgumentException(text);
    }
    return lower;
  }

  private static Long whole(Setting<?> setting, long number) {
    if (!setting.inRange(number)) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  private static Double decimal(Setting<?> setting, String text) {
    char last = text.charAt(text.length() - 1);
    // parseDouble also takes "1d" and "1f", which nobody means; NaN fails the range.
    if (last != '.' && (last < '0' || last > '9')) {
      throw new IllegalArgumentException(text);
    }
    double number = Double.parseDouble(text);
    if (!setting.inRange(number)) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  private static long bytes(String text) {
    int unit = "km".indexOf(Character.toLowerCase(text.charAt(text.length() - 1)));
    String digits = unit < 0 ? text : text.substring(0, text.length() - 1);
    long number = Long.parseLong(digits.strip());
    return unit < 0 ? number : Math.multiplyExact(number, unit == 0 ? 1024L : 1024L * 1024L);
  }

  private static List<PropagationStyle> styles(
      Setting<?> setting, String text, List<String> problems) {
    List<PropagationStyle> styles = new ArrayList<>();
    List<String> unknown = new ArrayList<>(0);
    boolean none = false;
    for (String item : Texts.split(text, ',')) {
      PropagationStyle style = PropagationStyle.of(item);
      if (style != null) {
        if (!styles.contains(style)) {
          styles.add(style);
        }
      } else if (item.equalsIgnoreCase("none")) {
        none = true;
      } else {
        unknown.add(
            setting.name() + ": the style '" + Texts.shown(item) + "' is not known; ignored");
      }
    }
    if (styles.isEmpty() && !none) {
      throw new IllegalArgumentException(text);
    }
    // Without any style that is known the whole value is told, once.
    problems.addAll(unknown);
    return List.copyOf(styles);
  }
}
