package dev.spoor.stats;

import dev.spoor.sampling.AgentName;
import dev.spoor.wire.Utf8;

/**
 * Names as the Agent spells them after normalising, so that spans which it would count together are
 * counted together here.
 */
final class Names {
  private static final int MAX_NAME_BYTES = 100;
  private static final int MAX_RESOURCE_BYTES = 5_000;

  private Names() {}

  static String service(String name) {
    String normal = AgentName.of(Utf8.cut(name, MAX_NAME_BYTES));
    return normal.isEmpty() ? "unnamed-java-service" : normal;
  }

  /**
   * The rules of metric names: begins with a letter; letters, digits, '_' and '.'; anything else
   * becomes one underscore, none of which stands beside a dot or at the end.
   */
  static String operation(String name) {
    String cut = Utf8.cut(name, MAX_NAME_BYTES);
    StringBuilder text = new StringBuilder(cut.length());
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      char last = text.isEmpty() ? 0 : text.charAt(text.length() - 1);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (letter || (last != 0 && c >= '0' && c <= '9')) {
        text.append(c);
      } else if (last != 0 && c == '.') {
        if (last == '_') {
          text.setLength(text.length() - 1);
        }
        text.append('.');
      } else if (last != 0 && last != '_' && last != '.') {
        // Nothing but a letter begins a name.
        text.append('_');
      }
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '_') {
      end--;
    }
    return end == 0 ? "unnamed_operation" : text.substring(0, end);
  }

  static String resource(String name, String operation) {
    return name.isEmpty() ? operation : Utf8.cut(name, MAX_RESOURCE_BYTES);
  }

  static String type(String type) {
    return Utf8.cut(type, MAX_NAME_BYTES);
  }
}
