package dev.spoor.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds names that look like a slip of the pen: {@code DD_SERVCE} is told with the name that was
 * probably meant. Other unknown {@code DD_} names are none of our business: the Agent and its
 * helpers have hundreds.
 *
 * <p>Only names that differ in one place, or by two neighbours that changed places, count as near;
 * so nothing that exists elsewhere in Datadog is taken for one of ours.
 */
final class UnknownNames {
  private UnknownNames() {}

  /** Adds a line for each name in a source that has an author: environment, properties, files. */
  static void tell(Sources sources, List<String> problems) {
    Set<String> known = new HashSet<>();
    for (int i = 0; i < Settings.count(); i++) {
      Setting<?> setting = Settings.row(i);
      for (int j = 0; j < setting.spellings(); j++) {
        known.add(setting.spelling(j));
      }
    }
    for (int i = 0; i < Resolution.PRECEDENCE.size(); i++) {
      Source source = Resolution.PRECEDENCE.get(i);
      for (String name : sources.names(source)) {
        if (name.startsWith("DD_") && !known.contains(name) && !isToggle(name)) {
          String meant = nearest(name, known);
          if (meant != null) {
            problems.add(
                Texts.shown(name)
                    + " ("
                    + source.label()
                    + ") is not known; did you mean "
                    + meant
                    + "?");
          }
        }
      }
    }
  }

  /** Toggles of integrations can have any name. */
  private static boolean isToggle(String name) {
    return name.endsWith("_ENABLED")
        && (name.startsWith("DD_TRACE_") || name.startsWith("DD_INTEGRATION_"));
  }

  static @Nullable String nearest(String name, Set<String> known) {
    String found = null;
    for (String candidate : known) {
      // The order of a set is nobody's choice, so the answer must not depend on it.
      if (isNear(name, candidate) && (found == null || candidate.compareTo(found) < 0)) {
        found = candidate;
      }
    }
    return found;
  }

  /** One letter more, less or other, or two neighbours swapped. */
  static boolean isNear(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    int difference = one.length() - other.length();
    if (difference > 1 || difference < -1) {
      return false;
    }
    int from = 0;
    while (from < shorter && one.charAt(from) == other.charAt(from)) {
      from++;
    }
    int tail = 0;
    while (tail < shorter - from
        && one.charAt(one.length() - 1 - tail) == other.charAt(other.length() - 1 - tail)) {
      tail++;
    }
    int left = shorter - from - tail;
    if (difference != 0) {
      return left == 0;
    }
    return left <= 1
        || (left == 2
            && one.charAt(from) == other.charAt(from + 1)
            && one.charAt(from + 1) == other.charAt(from));
  }
}
