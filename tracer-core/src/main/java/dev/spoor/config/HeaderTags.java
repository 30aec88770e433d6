package dev.spoor.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names of the tags that configured headers are written to. */
final class HeaderTags {
  static final String REQUEST = "http.request.headers.";
  static final String RESPONSE = "http.response.headers.";

  private HeaderTags() {}

  /**
   * The general mapping overridden by that of one direction, tag names filled in. A header with no
   * tag is written to the prefix and its own name, in which only letters, digits, {@code _}, {@code
   * -} and {@code /} are kept. The key {@code *}, for all headers, maps to the prefix alone.
   */
  static Map<String, String> join(
      Map<String, String> general, Map<String, String> own, String prefix) {
    if (general.isEmpty() && own.isEmpty()) {
      return Map.of();
    }
    Map<String, String> joined = new LinkedHashMap<>(general);
    joined.putAll(own);
    for (Map.Entry<String, String> entry : joined.entrySet()) {
      if (entry.getKey().equals("*")) {
        entry.setValue(prefix);
      } else if (entry.getValue().isEmpty()) {
        entry.setValue(prefix.concat(tagName(entry.getKey())));
      }
    }
    return Collections.unmodifiableMap(joined);
  }

  private static String tagName(String header) {
    StringBuilder name = new StringBuilder(header);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '/') {
        name.setCharAt(i, '_');
      }
    }
    return name.toString();
  }
}
