package dev.spoor.localagent.logs;

/**
 * Ids as log lines have them: 32 hex digits, 16 hex digits, or decimal. What is neither is 0.
 * Stateless.
 */
final class TraceIds {
  private TraceIds() {}

  static long high(String id) {
    return id.length() == 32 && isHex(id) ? Long.parseUnsignedLong(id.substring(0, 16), 16) : 0;
  }

  static long low(String id) {
    if (id.length() == 32) {
      return isHex(id) ? Long.parseUnsignedLong(id.substring(16), 16) : 0;
    }
    return span(id);
  }

  /** Digits only are decimal, as the tracers of the vendor write them, unless they start with 0. */
  static long span(String id) {
    boolean hex = id.length() == 16 && isHex(id);
    boolean decimal = !id.isEmpty() && id.length() <= 20 && id.chars().allMatch(TraceIds::isDigit);
    try {
      if (decimal && !(hex && id.startsWith("0"))) {
        return Long.parseUnsignedLong(id);
      }
      return hex ? Long.parseUnsignedLong(id, 16) : 0;
    } catch (NumberFormatException over64Bits) {
      return 0;
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(String text) {
    return text.chars()
        .allMatch(c -> isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
  }
}
