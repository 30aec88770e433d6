package dev.spoor.config;

import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code application_monitoring.yaml}, by which whoever runs a host sets values for all of
 * its processes, or for those that a rule selects:
 *
 * <pre>{@code
 * apm_configuration_default:
 *   DD_ENV: prod
 * apm_configuration_rules:
 *   - selectors:
 *       - origin: environment_variables
 *         key: DYNO_KIND
 *         operator: equals
 *         matches: [web]
 *     configuration:
 *       DD_SERVICE: "{{process_arguments['-Dapp.name']}}"
 * }</pre>
 *
 * <p>The first rule whose selectors all match is laid over the default. Origins are {@code
 * language}, {@code environment_variables} and {@code process_arguments} ({@code -D} only);
 * operators {@code exists}, {@code equals}, {@code starts_with}, {@code ends_with}, {@code
 * contains}, whatever the case. A file of more than 256 KiB, or one that makes no sense, is told
 * and ignored as a whole.
 */
final class HostFile {
  private static final int MAX_CHARS = 256 * 1024;
  private static final String VARIABLE = "environment_variables['";
  private static final String ARGUMENT = "process_arguments['";

  private final Sources sources;

  HostFile(Sources sources) {
    this.sources = sources;
  }

  /** Values by the names of variables. */
  Map<String, String> read(File file, List<String> problems) {
    String text = SmallFile.read(file);
    if (text == null || text.length() > MAX_CHARS) {
      problems.add(file + ": cannot be read, or is too large; ignored");
      return Map.of();
    }
    try {
      return values(filled(text));
    } catch (IllegalArgumentException e) {
      problems.add(file + ": " + Texts.shown(String.valueOf(e.getMessage())) + "; ignored");
      return Map.of();
    }
  }

  private Map<String, String> values(String text) {
    Map<String, String> values = new HashMap<>();
    Object document = YamlReader.read(text);
    if (document == null) {
      return values;
    }
    Map<?, ?> top = map(document, "the file");
    addAll(top.get("apm_configuration_default"), values);
    Object rules = top.get("apm_configuration_rules");
    for (Object item : rules == null ? List.of() : list(rules, "apm_configuration_rules")) {
      Map<?, ?> rule = map(item, "a rule");
      if (isSelected(list(rule.get("selectors"), "selectors"))) {
        addAll(map(rule.get("configuration"), "configuration"), values);
        break;
      }
    }
    return values;
  }

  private static void addAll(@Nullable Object configuration, Map<String, String> values) {
    if (configuration != null) {
      for (Map.Entry<?, ?> entry : map(configuration, "a configuration").entrySet()) {
        if (entry.getValue() instanceof String text) {
          values.put(String.valueOf(entry.getKey()), text);
        }
      }
    }
  }

  private boolean isSelected(List<?> selectors) {
    for (Object item : selectors) {
      Map<?, ?> selector = map(item, "a selector");
      String operator = text(selector.get("operator")).toLowerCase(Locale.ROOT);
      String value = value(text(selector.get("origin")), selector.get("key"), operator);
      Object matches = selector.get("matches");
      if (value == null
          || !(operator.equals("exists")
              || matchesAny(value, operator, matches == null ? List.of() : matches))) {
        return false;
      }
    }
    return true;
  }

  /** What a selector looks at; null if it is not there or nothing we know. */
  private @Nullable String value(String origin, @Nullable Object key, String operator) {
    String name = key instanceof String text ? text : "";
    return switch (origin.toLowerCase(Locale.ROOT)) {
      case "language" -> operator.equals("exists") ? null : "java";
      case "environment_variables" -> sources.environment(name.toUpperCase(Locale.ROOT));
      case "process_arguments" ->
          name.startsWith("-D") ? sources.property(name.substring(2)) : null;
      default -> null;
    };
  }

  private static boolean matchesAny(String value, String operator, Object matches) {
    String lower = value.toLowerCase(Locale.ROOT);
    for (Object item : list(matches, "matches")) {
      String match = text(item).toLowerCase(Locale.ROOT);
      boolean fits =
          switch (operator) {
            case "equals" -> lower.equals(match);
            case "starts_with" -> lower.startsWith(match);
            case "ends_with" -> lower.endsWith(match);
            case "contains" -> lower.contains(match);
            default -> false;
          };
      if (fits) {
        return true;
      }
    }
    return false;
  }

  private static Map<?, ?> map(@Nullable Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(what.concat(" is no map"));
  }

  private static List<?> list(@Nullable Object value, String what) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(what.concat(" is no list"));
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("a selector is not complete");
  }

  /** The text with what stands between double braces replaced; what is not set is empty. */
  private String filled(String text) {
    int open = text.indexOf("{{");
    if (open < 0) {
      return text;
    }
    StringBuilder filled = new StringBuilder(text.length());
    int from = 0;
    while (open >= 0) {
      int close = text.indexOf("}}", open);
      if (close < 0) {
        throw new IllegalArgumentException("a template does not end");
      }
      filled.append(text, from, open).append(template(text.substring(open + 2, close).strip()));
      from = close + 2;
      open = text.indexOf("{{", from);
    }
    return filled.append(text, from, text.length()).toString();
  }

  private String template(String expression) {
    String value = null;
    if (expression.endsWith("']")) {
      int end = expression.length() - 2;
      if (expression.startsWith(VARIABLE)) {
        String name = expression.substring(VARIABLE.length(), end).strip();
        value = sources.environment(name.toUpperCase(Locale.ROOT));
      } else if (expression.startsWith(ARGUMENT)) {
        String name = expression.substring(ARGUMENT.length(), end).strip();
        value = name.startsWith("-D") ? sources.property(name.substring(2)) : null;
      }
    }
    return value == null ? "" : value;
  }
}
