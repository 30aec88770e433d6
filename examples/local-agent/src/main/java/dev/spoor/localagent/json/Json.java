package dev.spoor.localagent.json;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON that is also safe within HTML: besides what JSON asks for, angle brackets, ampersands
 * and the line separators of JavaScript are escaped. Commas come by themselves. The caller opens
 * and closes in pairs. Not thread safe.
 */
public final class Json {
  private final StringBuilder out = new StringBuilder();
  private boolean comma;

  /** The text of a value that {@link JsonReader} has read. */
  public static String of(@Nullable Object value) {
    return new Json().value(value).toString();
  }

  private Json value(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      open('{');
      map.forEach((key, member) -> key(key.toString()).value(member));
      return close('}');
    }
    if (value instanceof List<?> list) {
      open('[');
      list.forEach(this::value);
      return close(']');
    }
    if (value instanceof Boolean bool) {
      return bool(bool);
    }
    if (value instanceof Long number) {
      return number(number.longValue());
    }
    if (value instanceof Double number) {
      return number(number.doubleValue());
    }
    return value == null ? nothing() : string(value.toString());
  }

  public Json open(char bracket) {
    separate();
    out.append(bracket);
    comma = false;
    return this;
  }

  public Json close(char bracket) {
    out.append(bracket);
    comma = true;
    return this;
  }

  public Json key(String key) {
    separate();
    quote(key);
    out.append(':');
    comma = false;
    return this;
  }

  public Json string(String value) {
    separate();
    quote(value);
    return this;
  }

  public Json number(long value) {
    separate();
    out.append(value);
    return this;
  }

  /** A number; one that JSON does not know becomes a string. */
  public Json number(double value) {
    if (!Double.isFinite(value)) {
      return string(Double.toString(value));
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return number((long) value);
    }
    separate();
    out.append(value);
    return this;
  }

  /** Writes null. */
  public Json nothing() {
    separate();
    out.append("null");
    return this;
  }

  public Json bool(boolean value) {
    separate();
    out.append(value);
    return this;
  }

  private void separate() {
    if (comma) {
      out.append(',');
    }
    comma = true;
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20
              || c == '<'
              || c == '>'
              || c == '&'
              || (c >= 0x7f && c <= 0x9f)
              || c == 0x2028
              || c == 0x2029
              || Character.isSurrogate(c)) {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
