package dev.spoor.logs;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lograge's {@code key=value} lines, deep ones, and labeled tab-separated values. Floats always
 * have two decimals; nested names are joined by {@code _}, those of the ids by a dot, as Datadog
 * looks for them.
 *
 * <p>Unlike Lograge's, values that would end a pair are quoted or escaped: they are the client's
 * text, and a blank in a parameter must not forge the next field.
 */
final class PairText {
  private static final int MAX_DEPTH = 10;

  private PairText() {}

  static String keyValue(Map<String, Object> fields) {
    StringBuilder text = new StringBuilder(512);
    flatten(text, "", fields, false, 0);
    return text.toString();
  }

  static String ltsv(Map<String, Object> fields) {
    StringBuilder text = new StringBuilder(512);
    flatten(text, "", fields, true, 0);
    return text.toString();
  }

  private static void flatten(
      StringBuilder text, String prefix, Map<?, ?> fields, boolean tabs, int depth) {
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      String name = prefix + field.getKey();
      if (field.getValue() instanceof Map<?, ?> nested && depth < MAX_DEPTH) {
        flatten(text, name + (name.equals("dd") ? '.' : '_'), nested, tabs, depth + 1);
        continue;
      }
      if (text.length() > 0) {
        text.append(tabs ? '\t' : ' ');
      }
      String value = text(field.getValue());
      if (tabs) {
        text.append(escaped(name, "\\\t\n\r:")).append(':').append(escaped(value, "\\\t\n\r"));
      } else {
        text.append(escaped(name, "\\ \t\n\r=\"")).append('=');
        text.append(isBare(value) ? value : '"' + escaped(value, "\\\t\n\r\"") + '"');
      }
    }
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Double || value instanceof Float) {
      return String.format(Locale.ROOT, "%.2f", ((Number) value).doubleValue());
    }
    return value == null ? "" : JsonText.safely(value);
  }

  private static boolean isBare(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == '"' || c == '=' || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static String escaped(String value, String special) {
    StringBuilder text = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (special.indexOf(c) < 0) {
        text.append(Character.isISOControl(c) ? '?' : c);
        continue;
      }
      switch (c) {
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append('\\').append(c);
      }
    }
    return text.toString();
  }
}
