package dev.spoor.logs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hides the values of parameters whose names speak of secrets, by the rule and the list of names of
 * a new Rails application: a name that contains one of them, in any case, loses its whole value.
 *
 * <p>Also turns what a servlet hands over into what JSON can say, and bounds it: parameters are the
 * one part of a request line that a client can make as large as it likes. Immutable.
 */
final class ParameterFilter {
  static final String FILTERED = "[FILTERED]";

  private static final List<String> SECRETS =
      List.of(
          "passw",
          "email",
          "secret",
          "token",
          "_key",
          "crypt",
          "salt",
          "certificate",
          "otp",
          "ssn",
          "cvv",
          "cvc");

  private static final int MAX_DEPTH = 10;
  private static final int MAX_ENTRIES = 200;
  private static final int MAX_TEXT = 4_096;
  private static final String CUT = "...";

  private final List<String> secrets;

  /**
   * @param more parts of names, beside Rails' list
   */
  ParameterFilter(List<String> more) {
    List<String> all = new ArrayList<>(SECRETS);
    more.forEach(each -> all.add(each.toLowerCase(Locale.ROOT)));
    secrets = List.copyOf(all);
  }

  /** A filtered copy in the same order. */
  Map<String, @Nullable Object> filter(Map<?, ?> parameters) {
    return map(parameters, 1);
  }

  private Map<String, @Nullable Object> map(Map<?, ?> parameters, int depth) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : parameters.entrySet()) {
      if (result.size() == MAX_ENTRIES) {
        result.put(CUT, parameters.size() - MAX_ENTRIES);
        break;
      }
      String name = text(String.valueOf(entry.getKey()));
      result.put(name, isSecret(name) ? FILTERED : value(entry.getValue(), depth));
    }
    return result;
  }

  private @Nullable Object value(@Nullable Object value, int depth) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    boolean nested = value instanceof Map || value instanceof Iterable || value instanceof Object[];
    if (nested && depth == MAX_DEPTH) {
      return CUT;
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, depth + 1);
    }
    if (value instanceof Object[] array) {
      // A servlet gives every parameter as an array; one value reads better bare, as in Rails.
      return array.length == 1 ? value(array[0], depth) : list(Arrays.asList(array), depth + 1);
    }
    return value instanceof Iterable<?> values
        ? list(values, depth + 1)
        : text(JsonText.safely(value));
  }

  private List<@Nullable Object> list(Iterable<?> values, int depth) {
    List<@Nullable Object> result = new ArrayList<>();
    for (Object value : values) {
      if (result.size() == MAX_ENTRIES) {
        result.add(CUT);
        break;
      }
      result.add(value(value, depth));
    }
    return result;
  }

  private static String text(String value) {
    return value.length() <= MAX_TEXT ? value : value.substring(0, MAX_TEXT) + CUT;
  }

  private boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String secret : secrets) {
      if (lower.contains(secret)) {
        return true;
      }
    }
    return false;
  }
}
