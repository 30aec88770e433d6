package dev.spoor.logs;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain values as JSON the way Ruby's {@code JSON.dump} does, which is what readers of
 * Lograge lines are used to: escaped are quotes, backslashes and control characters, nothing else;
 * floats keep a decimal point. What JSON cannot say (NaN) becomes {@code null}, what is nested too
 * deeply text, a lone surrogate the replacement character. Never throws for a value.
 */
final class JsonText {
  private static final int MAX_DEPTH = 20;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonText() {}

  static String of(Map<String, ?> object) {
    StringBuilder text = new StringBuilder(512);
    write(text, object, 0);
    return text.toString();
  }

  private static void write(StringBuilder text, @Nullable Object value, int depth) {
    if (value == null) {
      text.append("null");
    } else if (value instanceof Map<?, ?> map && depth < MAX_DEPTH) {
      object(text, map, depth);
    } else if (value instanceof Object[] array && depth < MAX_DEPTH) {
      list(text, Arrays.asList(array), depth);
    } else if (value instanceof Iterable<?> values && depth < MAX_DEPTH) {
      list(text, values, depth);
    } else if (value instanceof Boolean || isWhole(value)) {
      text.append(value);
    } else if (value instanceof Double || value instanceof Float) {
      text.append(decimal(((Number) value).doubleValue()));
    } else if (value instanceof BigDecimal big) {
      text.append(big);
    } else {
      string(text, safely(value));
    }
  }

  private static boolean isWhole(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte
        || value instanceof java.math.BigInteger;
  }

  private static void object(StringBuilder text, Map<?, ?> map, int depth) {
    text.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        text.append(',');
      }
      first = false;
      string(text, safely(String.valueOf(entry.getKey())));
      text.append(':');
      write(text, entry.getValue(), depth + 1);
    }
    text.append('}');
  }

  private static void list(StringBuilder text, Iterable<?> values, int depth) {
    text.append('[');
    boolean first = true;
    for (Object value : values) {
      if (!first) {
        text.append(',');
      }
      first = false;
      write(text, value, depth + 1);
    }
    text.append(']');
  }

  /**
   * As Ruby writes a float: {@code 1.0}, {@code 0.0001}, {@code 1.0e-05}, {@code 1.0e+16}; null for
   * what is no number.
   */
  static String decimal(double number) {
    if (!Double.isFinite(number)) {
      return "null";
    }
    double size = Math.abs(number);
    if (size == 0 || (size >= 1e-3 && size < 1e7)) {
      return Double.toString(number);
    }
    if (size >= 1e-4 && size < 1e16) {
      String plain = new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String java = Double.toString(number);
    int e = java.indexOf('E');
    int exponent = Integer.parseInt(java.substring(e + 1));
    String digits = Integer.toString(Math.abs(exponent));
    return java.substring(0, e)
        + (exponent < 0 ? "e-" : "e+")
        + (digits.length() < 2 ? "0" : "")
        + digits;
  }

  /** Text of any value, also of one whose {@code toString} throws. */
  static String safely(Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException | StackOverflowError e) {
      return "[" + e.getClass().getName() + "]";
    }
  }

  private static void string(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        control(text, c);
      } else if (Character.isSurrogate(c)) {
        boolean pair = i + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(i + 1));
        text.append(pair ? c : '\ufffd');
        if (pair) {
          text.append(value.charAt(++i));
        }
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  private static void control(StringBuilder text, char c) {
    switch (c) {
      case '\b' -> text.append("\\b");
      case '\f' -> text.append("\\f");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> text.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
    }
  }
}
