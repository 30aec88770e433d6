package dev.spoor.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON of the Agent and of settings: objects become {@link Map}, arrays {@link List}, numbers
 * {@link Double}, the rest String, Boolean and null.
 *
 * <p>Lenient where it does no harm (text after the value is ignored) and bound in depth; the size
 * is bound by whoever got the text. Not for numbers that need all 64 bits. An object is made per
 * text and used by one thread.
 */
public final class JsonReader {
  private static final int MAX_DEPTH = 32;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * Reads one value.
   *
   * @throws IllegalArgumentException if the text does not start with a JSON value
   */
  public static @Nullable Object read(String text) {
    return new JsonReader(text).value(0);
  }

  /** The object that the text is, or null if it is anything else, broken JSON included. */
  public static @Nullable Map<?, ?> readObject(String text) {
    try {
      return read(text) instanceof Map<?, ?> map ? map : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private @Nullable Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw bad("nested too deep");
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    at++;
    if (take('}')) {
      return result;
    }
    do {
      if (peek() != '"') {
        throw bad("no name");
      }
      String name = string();
      if (!take(':')) {
        throw bad("no colon");
      }
      result.put(name, value(depth + 1));
    } while (take(','));
    if (!take('}')) {
      throw bad("object does not end");
    }
    return result;
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> result = new ArrayList<>();
    at++;
    if (take(']')) {
      return result;
    }
    do {
      result.add(value(depth + 1));
    } while (take(','));
    if (!take(']')) {
      throw bad("array does not end");
    }
    return result;
  }

  private String string() {
    StringBuilder result = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return result.toString();
      }
      result.append(c == '\\' ? escaped() : c);
    }
    throw bad("string does not end");
  }

  private char escaped() {
    if (at >= text.length()) {
      throw bad("string does not end");
    }
    char c = text.charAt(at++);
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> c;
    };
  }

  private char unicode() {
    if (at + 4 > text.length()) {
      throw bad("string does not end");
    }
    at += 4;
    // A NumberFormatException is an IllegalArgumentException, as promised.
    return (char) Integer.parseInt(text, at - 4, at, 16);
  }

  private Double number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Double.valueOf(text.substring(start, at));
  }

  private @Nullable Object word(String word, @Nullable Object meaning) {
    if (!text.startsWith(word, at)) {
      throw bad("unknown word");
    }
    at += word.length();
    return meaning;
  }

  private boolean take(char expected) {
    if (peek() != expected) {
      return false;
    }
    at++;
    return true;
  }

  /** The next character that is not white space, not consumed; 0 at the end. */
  private char peek() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private IllegalArgumentException bad(String what) {
    return new IllegalArgumentException(what + " at " + at);
  }
}
