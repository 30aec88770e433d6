package dev.spoor.localagent.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that strangers send: objects become maps in the order of the text (of equal names the
 * last wins), arrays lists, numbers {@code Long} or {@code Double}, the rest {@code String}, {@code
 * Boolean} and null. Nesting is bounded; the time it takes grows with the length only.
 *
 * <p>Not thread safe; one instance reads one text.
 */
public final class JsonReader {
  private static final int MAX_DEPTH = 64;

  /** An object takes a hundred times the heap of the two characters that it is written with. */
  private static final int MAX_VALUES = 250_000;

  private final String text;
  private int at;
  private int values;

  private JsonReader(String text) {
    this.text = text;
  }

  /** What is no JSON, and where. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String what, int at) {
      super(what + " at character " + at);
    }
  }

  /**
   * Reads a text that holds one value and nothing else.
   *
   * @throws Malformed if it does not
   */
  public static @Nullable Object read(String text) throws Malformed {
    List<@Nullable Object> values = readAll(text);
    if (values.size() != 1) {
      throw new Malformed(values.size() + " values instead of one", 0);
    }
    return values.get(0);
  }

  /** Reads values that follow each other with nothing but white space between them. */
  public static List<@Nullable Object> readAll(String text) throws Malformed {
    JsonReader reader = new JsonReader(text);
    List<@Nullable Object> values = new ArrayList<>();
    for (reader.space(); reader.at < text.length(); reader.space()) {
      values.add(reader.value(0));
    }
    return values;
  }

  /** The object that the text holds, null if it holds anything else. */
  public static @Nullable Map<String, @Nullable Object> object(String text) {
    try {
      return text.startsWith("{") ? asObject(read(text)) : null;
    } catch (Malformed notJson) {
      return null;
    }
  }

  /** The value as an object, null if it is none. */
  @SuppressWarnings("unchecked") // Maps that this class made have no other shape.
  public static @Nullable Map<String, @Nullable Object> asObject(@Nullable Object value) {
    return value instanceof Map ? (Map<String, @Nullable Object>) value : null;
  }

  private @Nullable Object value(int depth) throws Malformed {
    if (depth > MAX_DEPTH) {
      throw new Malformed("nested too deeply", at);
    }
    if (++values > MAX_VALUES) {
      throw new Malformed("too many values", at);
    }
    space();
    return switch (peek()) {
      case '{' -> members(depth);
      case '[' -> elements(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> members(int depth) throws Malformed {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    at++;
    space();
    if (skip('}')) {
      return members;
    }
    do {
      space();
      if (peek() != '"') {
        throw new Malformed("a name is missing", at);
      }
      String name = string();
      space();
      expect(':');
      members.put(name, value(depth + 1));
      space();
    } while (skip(','));
    expect('}');
    return members;
  }

  private List<@Nullable Object> elements(int depth) throws Malformed {
    List<@Nullable Object> elements = new ArrayList<>();
    at++;
    space();
    if (skip(']')) {
      return elements;
    }
    do {
      elements.add(value(depth + 1));
      space();
    } while (skip(','));
    expect(']');
    return elements;
  }

  private String string() throws Malformed {
    int begin = ++at;
    int end = begin;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\') {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '"') {
      at = end + 1;
      return text.substring(begin, end);
    }
    StringBuilder out = new StringBuilder(text.substring(begin, end));
    at = end;
    for (char c = next(); c != '"'; c = next()) {
      out.append(c == '\\' ? escaped() : c);
    }
    return out.toString();
  }

  private char escaped() throws Malformed {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw new Malformed("unknown escape", at - 1);
    };
  }

  private char unicode() throws Malformed {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw new Malformed("bad escape", at - 1);
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private @Nullable Object word(String word, @Nullable Object value) throws Malformed {
    if (!text.startsWith(word, at)) {
      throw new Malformed("unknown word", at);
    }
    at += word.length();
    return value;
  }

  private Object number() throws Malformed {
    int begin = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(begin, at);
    try {
      if (digits.length() < 19 && !digits.startsWith("+") && isWhole(digits)) {
        return Long.valueOf(digits);
      }
      return Double.valueOf(digits);
    } catch (NumberFormatException e) {
      throw new Malformed("no value", begin);
    }
  }

  private static boolean isWhole(String digits) {
    return digits.indexOf('.') < 0 && digits.indexOf('e') < 0 && digits.indexOf('E') < 0;
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws Malformed {
    if (at >= text.length()) {
      throw new Malformed("unexpected end", at);
    }
    return text.charAt(at);
  }

  private char next() throws Malformed {
    char c = peek();
    at++;
    return c;
  }

  private boolean skip(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  private void expect(char c) throws Malformed {
    if (next() != c) {
      throw new Malformed("'" + c + "' is missing", at - 1);
    }
  }
}
