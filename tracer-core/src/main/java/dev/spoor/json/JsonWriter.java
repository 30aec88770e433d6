package dev.spoor.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON into a text, value by value. Commas come by themselves; that objects and arrays are
 * closed is up to the caller.
 *
 * <p>Control characters, quotes, backslashes, lone surrogates and the two line ends of Unicode are
 * escaped, so that the text is one line and valid in any encoding that keeps ASCII. NaN and the
 * infinities, which JSON cannot say, become null. Used by one thread.
 */
public final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder(256);

  public JsonWriter beginObject() {
    return open('{');
  }

  public JsonWriter endObject() {
    text.append('}');
    return this;
  }

  public JsonWriter beginArray() {
    return open('[');
  }

  public JsonWriter endArray() {
    text.append(']');
    return this;
  }

  /** The name of the next value of an object. */
  public JsonWriter name(String name) {
    comma();
    quote(name);
    text.append(':');
    return this;
  }

  public JsonWriter value(@Nullable String value) {
    comma();
    if (value == null) {
      text.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  public JsonWriter value(boolean value) {
    comma();
    text.append(value);
    return this;
  }

  public JsonWriter value(long value) {
    comma();
    text.append(value);
    return this;
  }

  /** Whole numbers are written without a fraction. */
  public JsonWriter value(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return value((long) value);
    }
    comma();
    text.append(Double.isFinite(value) ? Double.toString(value) : "null");
    return this;
  }

  /** An array of texts. */
  public JsonWriter value(List<String> values) {
    beginArray();
    for (String value : values) {
      value(value);
    }
    return endArray();
  }

  /** What has been written so far. */
  @Override
  public String toString() {
    return text.toString();
  }

  private JsonWriter open(char bracket) {
    comma();
    text.append(bracket);
    return this;
  }

  private void comma() {
    if (text.length() > 0) {
      char last = text.charAt(text.length() - 1);
      if (last != '{' && last != '[' && last != ':') {
        text.append(',');
      }
    }
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || c == 0x2028 || c == 0x2029 || isLone(value, i)) {
            escape(c);
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private void escape(char c) {
    text.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      text.append(HEX.charAt(c >> shift & 15));
    }
  }

  private static boolean isLone(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
  }
}
