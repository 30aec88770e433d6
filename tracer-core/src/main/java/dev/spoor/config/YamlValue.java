package dev.spoor.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value of YAML that stands on one line: plain or quoted text, or what is in brackets.
 */
final class YamlValue {
  private static final int MAX_DEPTH = 16;

  private final String text;
  private int at;

  YamlValue(String text) {
    this.text = text;
  }

  /**
   * Text, a list, a map, or null for {@code null} and {@code ~}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  @Nullable Object read() {
    Object value = value("", 0);
    skipBlanks();
    if (at < text.length()) {
      throw bad();
    }
    return value;
  }

  /**
   * Reads a value.
   *
   * @param ends what ends a plain text besides the end of the line
   */
  private @Nullable Object value(String ends, int depth) {
    skipBlanks();
    if (at >= text.length() || depth > MAX_DEPTH) {
      throw bad();
    }
    char c = text.charAt(at);
    return switch (c) {
      case '[' -> list(depth);
      case '{' -> map(depth);
      case '"', '\'' -> quoted(c);
      case '|', '>', '&', '*', '!', '%', '@', '`' -> throw bad();
      default -> plain(ends);
    };
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    at++;
    while (!isNext(']')) {
      items.add(value(",]", depth + 1));
      if (!isNext(',') && !isAt(']')) {
        throw bad();
      }
    }
    return items;
  }

  private Map<String, @Nullable Object> map(int depth) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    at++;
    while (!isNext('}')) {
      Object key = value(":,}", depth + 1);
      if (!isNext(':')) {
        throw bad();
      }
      result.put(String.valueOf(key), value(",}", depth + 1));
      if (!isNext(',') && !isAt('}')) {
        throw bad();
      }
    }
    return result;
  }

  private String quoted(char quote) {
    StringBuilder result = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        // Two single quotes stand for one.
        if (quote == '"' || at + 1 >= text.length() || text.charAt(at + 1) != quote) {
          at++;
          return result.toString();
        }
        at++;
      } else if (c == '\\' && quote == '"' && at + 1 < text.length()) {
        at++;
        result.append(escaped(text.charAt(at)));
        continue;
      }
      result.append(c);
    }
    throw bad();
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> c;
    };
  }

  private @Nullable String plain(String ends) {
    int start = at;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String plain = text.substring(start, at).strip();
    return plain.equals("~") || plain.equals("null") ? null : plain;
  }

  private boolean isAt(char expected) {
    skipBlanks();
    return at < text.length() && text.charAt(at) == expected;
  }

  private boolean isNext(char expected) {
    boolean next = isAt(expected);
    at += next ? 1 : 0;
    return next;
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private IllegalArgumentException bad() {
    return new IllegalArgumentException("not understood: " + text);
  }
}
