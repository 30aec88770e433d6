package dev.spoor.kind;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters in a query string, for containers that do not show what they have parsed. Never
 * throws: what is not well encoded stays as it is.
 */
public final class QueryParameters {
  /** More are nobody's reading. */
  private static final int MAX = 200;

  private QueryParameters() {}

  /**
   * Adds what is in the query.
   *
   * @param query percent-encoded, without question mark
   */
  public static void addTo(Map<String, Object> into, @Nullable String query) {
    if (query != null && !query.isEmpty()) {
      into.putAll(of(query));
    }
  }

  /** The parameters by name, in order. */
  static Map<String, List<String>> of(String query) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    int from = 0;
    while (from <= query.length() && all.size() < MAX) {
      int end = query.indexOf('&', from);
      end = end < 0 ? query.length() : end;
      if (end > from) {
        int equals = query.indexOf('=', from);
        boolean named = equals >= 0 && equals < end;
        String name = decode(query.substring(from, named ? equals : end));
        String value = named ? decode(query.substring(equals + 1, end)) : "";
        all.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
      }
      from = end + 1;
    }
    return all;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
