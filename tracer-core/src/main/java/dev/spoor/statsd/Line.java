package dev.spoor.statsd;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * One line in the making, as bytes. Whatever could end a field, a tag or the line inside of a text
 * is replaced, so that no value can forge another metric. Not thread safe; used again and again.
 */
final class Line {
  /** Names and tags are cut here; the backend takes no more. */
  private static final int MAX_NAME = 200;

  private static final int DECIMALS = 6;
  private static final long SCALE = 1_000_000;

  /** Below it a value times the scale is exact enough in 64 bits. */
  private static final double SCALABLE = 9e9;

  private byte[] bytes = new byte[512];
  private int size;

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  Line clear() {
    size = 0;
    return this;
  }

  Line raw(byte[] source) {
    room(source.length);
    System.arraycopy(source, 0, bytes, size, source.length);
    size += source.length;
    return this;
  }

  Line raw(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** Text of our own that needs no care. */
  Line raw(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      raw(ascii.charAt(i));
    }
    return this;
  }

  /** The name of a metric or check: letters, digits, '_' and '.', up to 200 of them. */
  Line name(String name) {
    int end = Math.min(name.length(), MAX_NAME);
    for (int i = 0; i < end; i++) {
      char c = name.charAt(i);
      boolean fine =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
      raw(fine ? c : '_');
    }
    return this;
  }

  /** A tag, up to 200 characters, without what parts tags and fields. */
  Line tag(String tag) {
    int end = Math.min(tag.length(), MAX_NAME);
    if (end < tag.length() && Character.isHighSurrogate(tag.charAt(end - 1))) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = tag.charAt(i);
      boolean bad = c < ' ' || c == ',' || c == '|' || c == 127;
      i += put(tag, i, bad ? '_' : c);
    }
    return this;
  }

  /** The value of a set, or a field of an event: text without '|' and line ends. */
  Line field(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      i += put(text, i, c < ' ' || c == '|' || c == 127 ? '_' : c);
    }
    return this;
  }

  /** The value of a set: ':' would part two values. */
  Line member(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      i += put(text, i, c < ' ' || c == '|' || c == ':' || c == 127 ? '_' : c);
    }
    return this;
  }

  /** Title, text or message: a line end becomes a backslash and an n, as the format wants it. */
  Line escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        raw('\\').raw('n');
      } else {
        i += put(text, i, c == '\r' ? ' ' : c);
      }
    }
    return this;
  }

  /** The message of a service check: as {@link #escaped}, and "m:" must not be in it. */
  Line message(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        raw('\\').raw('n');
      } else if (c == 'm' && i + 1 < text.length() && text.charAt(i + 1) == ':') {
        raw('m').raw('\\');
      } else {
        i += put(text, i, c == '\r' || c == '|' ? ' ' : c);
      }
    }
    return this;
  }

  /** A whole number, possibly negative. */
  Line number(long value) {
    if (value == Long.MIN_VALUE) {
      return raw("-9223372036854775808");
    }
    long rest = value;
    if (rest < 0) {
      raw('-');
      rest = -rest;
    }
    int digits = 1;
    for (long power = rest; power >= 10; power /= 10) {
      digits++;
    }
    room(digits);
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }

  /** A finite number with a point and at most six decimals, never an exponent. */
  Line number(double value) {
    long whole = (long) value;
    if (whole == value && whole != Long.MAX_VALUE) {
      return number(whole);
    }
    if (Math.abs(value) >= SCALABLE) {
      BigDecimal exact = new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
      return raw(exact.stripTrailingZeros().toPlainString());
    }
    long scaled = Math.round(Math.abs(value) * SCALE);
    if (value < 0 && scaled != 0) {
      raw('-');
    }
    number(scaled / SCALE);
    long fraction = scaled % SCALE;
    if (fraction != 0) {
      raw('.');
      for (long power = SCALE / 10; fraction != 0; power /= 10) {
        raw((char) ('0' + fraction / power));
        fraction %= power;
      }
    }
    return this;
  }

  /** One character, or its stand-in, as UTF-8; tells how many further chars it took. */
  private int put(String text, int at, char c) {
    if (c < 0x80) {
      raw(c);
      return 0;
    }
    room(4);
    if (c < 0x800) {
      bytes[size++] = (byte) (0xc0 | (c >> 6));
    } else if (Character.isHighSurrogate(c)
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1))) {
      int point = Character.toCodePoint(c, text.charAt(at + 1));
      bytes[size++] = (byte) (0xf0 | (point >> 18));
      bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
      bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
      bytes[size++] = (byte) (0x80 | (point & 0x3f));
      return 1;
    } else if (Character.isSurrogate(c)) {
      raw('?');
      return 0;
    } else {
      bytes[size++] = (byte) (0xe0 | (c >> 12));
      bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
    }
    bytes[size++] = (byte) (0x80 | (c & 0x3f));
    return 0;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
