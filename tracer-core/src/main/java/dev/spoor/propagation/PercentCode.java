package dev.spoor.propagation;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of text in headers, by UTF-8. Nothing here throws. */
final class PercentCode {
  private static final String HEX = "0123456789ABCDEF";

  /**
   * Characters of a token, by which keys are made. The percent sign is always encoded, and so is
   * plus, which a reader of forms would take for a blank.
   */
  private static final String KEY_MARKS = "!#$&'*-.^_`|~";

  /** What values may not hold besides controls, blanks and anything beyond ASCII. */
  private static final String BAD_IN_VALUES = "\",;\\%+";

  private PercentCode() {}

  /** Whether the character may stand in a key as it is. */
  private static boolean isKeyChar(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || KEY_MARKS.indexOf(c) >= 0;
  }

  private static boolean isSafe(char c, boolean key) {
    return key ? isKeyChar(c) : c > 0x20 && c < 0x7f && BAD_IN_VALUES.indexOf(c) < 0;
  }

  /** Whether the text is a token: what keys of baggage and names of headers are made of. */
  static boolean isToken(String text) {
    return !text.isEmpty() && isSafe(text, true);
  }

  /** Whether nothing in the text has to be encoded. */
  static boolean isSafe(String text, boolean key) {
    for (int i = 0; i < text.length(); i++) {
      if (!isSafe(text.charAt(i), key)) {
        return false;
      }
    }
    return true;
  }

  static String encode(String text, boolean key) {
    if (isSafe(text, key)) {
      return text;
    }
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0 && isSafe((char) b, key)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt(b >> 4 & 0xf)).append(HEX.charAt(b & 0xf));
      }
    }
    return encoded.toString();
  }

  /** Decodes {@code %xx} and turns {@code +} into a blank; a broken escape stays as it is. */
  static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '%' && i + 2 < bytes.length) {
        int high = Character.digit(bytes[i + 1], 16);
        int low = Character.digit(bytes[i + 2], 16);
        if (high >= 0 && low >= 0) {
          b = (byte) (high << 4 | low);
          i += 2;
        }
      } else if (b == '+') {
        b = ' ';
      }
      bytes[length++] = b;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
