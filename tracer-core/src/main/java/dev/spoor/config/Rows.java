package dev.spoor.config;

import dev.spoor.config.Setting.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rows of one chapter of the settings table, entered one after the other while the class that
 * names them is loaded. Not for use from several threads.
 */
final class Rows {
  private final Group group;
  private final List<Setting<?>> rows = new ArrayList<>(24);

  Rows(Group group) {
    this.group = group;
  }

  /** In the order in which they were entered. */
  List<Setting<?>> list() {
    return rows;
  }

  <T> Setting<T> row(Kind kind, String name, T fallback, String meaning) {
    Setting<T> setting = new Setting<>(kind, group, name, fallback, meaning);
    rows.add(setting);
    return setting;
  }

  /** Empty if not set. */
  Setting<String> text(String name, String meaning) {
    return row(Kind.TEXT, name, "", meaning);
  }

  Setting<String> text(String name, String fallback, String meaning) {
    return row(Kind.TEXT, name, fallback, meaning);
  }

  /** Kept without user and password. */
  Setting<String> repository(String name, String meaning) {
    return row(Kind.REPOSITORY, name, "", meaning);
  }

  Setting<Boolean> flag(String name, boolean fallback, String meaning) {
    return row(Kind.FLAG, name, fallback, meaning);
  }

  Setting<Long> whole(String name, long fallback, int min, int max, String meaning) {
    return row(Kind.WHOLE, name, fallback, meaning).range(min, max);
  }

  Setting<Double> decimal(String name, double fallback, double min, double max, String meaning) {
    return row(Kind.DECIMAL, name, fallback, meaning).range(min, max);
  }

  /** Written in seconds, kept in milliseconds. */
  Setting<Long> seconds(String name, long fallback, double min, double max, String meaning) {
    return row(Kind.SECONDS, name, fallback * 1000, meaning).range(min, max);
  }

  Setting<Map<String, String>> pairs(String name, String meaning) {
    return row(Kind.PAIRS, name, Map.of(), meaning);
  }

  Setting<Map<String, String>> headers(String name, String meaning) {
    return row(Kind.HEADERS, name, Map.of(), meaning);
  }

  Setting<List<String>> list(String name, String meaning) {
    return row(Kind.LIST, name, List.of(), meaning);
  }

  Setting<List<PropagationStyle>> styles(String name, String meaning) {
    return row(
        Kind.STYLES,
        name,
        List.of(PropagationStyle.DATADOG, PropagationStyle.TRACECONTEXT, PropagationStyle.BAGGAGE),
        meaning);
  }

  Setting<StatusSet> statuses(String name, String fallback, String meaning) {
    return row(Kind.STATUSES, name, StatusSet.parse(fallback), meaning);
  }

  /** The first choice is the default. */
  Setting<String> choice(String name, String meaning, String... choices) {
    return row(Kind.CHOICE, name, choices[0], meaning).choices(choices);
  }
}
