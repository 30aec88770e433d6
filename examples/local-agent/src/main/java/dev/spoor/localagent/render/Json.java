package dev.spoor.localagent.render;

import java.util.HexFormat;

/**
 * Writes JSON that is also safe within HTML: besides what JSON asks for, angle brackets, ampersands
 * and the line separators of JavaScript are escaped. Commas come by themselves. The caller opens
 * and closes in pairs. Not thread safe.
 */
public final class Json {
  private final StringBuilder out = new StringBuilder();
  private boolean comma;

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
