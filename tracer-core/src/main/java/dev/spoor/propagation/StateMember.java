package dev.spoor.propagation;

/**
 * The grammar of a member of {@code tracestate}, {@code key=value}, as W3C Trace Context level 2
 * has it: keys of lower-case letters, digits and {@code _-*}{@code /@}, values of printable ASCII
 * without comma and equals sign, both of 256 characters at most.
 */
final class StateMember {
  private static final int MAX_CHARS = 256;
  private static final String KEY_MARKS = "_-*/@";

  private StateMember() {}

  /** Whether a part of a header, without the blanks around it, is one. */
  static boolean isWellFormed(String header, int from, int to) {
    int equals = from;
    while (equals < to && isKeyChar(header.charAt(equals))) {
      equals++;
    }
    return equals > from
        && equals - from <= MAX_CHARS
        && KEY_MARKS.indexOf(header.charAt(from)) < 0
        && equals < to
        && header.charAt(equals) == '='
        && isValue(header, equals + 1, to);
  }

  private static boolean isKeyChar(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || KEY_MARKS.indexOf(c) >= 0;
  }

  private static boolean isValue(String header, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = header.charAt(i);
      if (c < 0x20 || c > 0x7e || c == ',' || c == '=') {
        return false;
      }
    }
    return to > from && to - from <= MAX_CHARS;
  }
}
