package dev.spoor.propagation;

import org.jspecify.annotations.Nullable;

/** Parsers of ids and priorities in headers. They never throw: what is malformed is null or 0. */
final class Ids {
  private Ids() {}

  /** The first of several comma-joined values, trimmed; null for null. */
  static @Nullable String first(@Nullable String header) {
    if (header == null) {
      return null;
    }
    int comma = header.indexOf(',');
    return (comma < 0 ? header : header.substring(0, comma)).trim();
  }

  /**
   * An unsigned 64-bit decimal number.
   *
   * @return 0 when it is malformed or too large, as for a true 0: either way it is no id
   */
  static long decimal(String text) {
    int length = text.length();
    if (length == 0 || length > 20) {
      return 0;
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      if (i == 19 && overflows(value, digit)) {
        return 0;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static boolean overflows(long value, int digit) {
    // 2^64-1 is 18446744073709551615.
    int order = Long.compareUnsigned(value, 1844674407370955161L);
    return order > 0 || (order == 0 && digit > 5);
  }

  /** Whether {@code text} holds only lower-case hex digits from {@code from} to {@code to}. */
  static boolean isHex(String text, int from, int to) {
    if (text.length() < to) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (hexDigit(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the text holds only hex digits, of either case, up to there. */
  static boolean isAnyHex(String text, int to) {
    for (int i = 0; i < to; i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
        return false;
      }
    }
    return true;
  }

  /** Up to 16 lower-case hex digits, which the caller has checked by {@link #isHex}. */
  static long hex(String text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value << 4 | hexDigit(text.charAt(i));
    }
    return value;
  }

  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  /** Whether the text is a decimal zero, which {@link #decimal} cannot tell from a bad number. */
  static boolean isZero(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether all characters are printable ASCII, which every header may hold. */
  static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7e) {
        return false;
      }
    }
    return true;
  }

  /** A small decimal integer with an optional sign, or null. */
  static @Nullable Integer integer(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return null;
    }
    boolean negative = text.charAt(0) == '-';
    int value = natural(text, negative ? 1 : 0);
    if (value < 0) {
      return null;
    }
    return negative ? -value : value;
  }

  /** A decimal number without a sign from there to the end of the text, -1 if it is none. */
  static int natural(String text, int from) {
    int length = text.length() - from;
    if (length <= 0 || length > 9) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** A priority as text; the four that there are cost nothing. */
  static String text(int priority) {
    return switch (priority) {
      case -1 -> "-1";
      case 0 -> "0";
      case 1 -> "1";
      case 2 -> "2";
      default -> Integer.toString(priority);
    };
  }

  /** Appends 16 lower-case hex digits. */
  static void appendHex(StringBuilder text, long id) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      text.append(Character.forDigit((int) (id >>> shift) & 0xf, 16));
    }
  }
}
