package dev.spoor.wire;

/** Lengths of text in UTF-8, where an unpaired surrogate counts as the one byte of a '?'. */
public final class Utf8 {
  private Utf8() {}

  /** The longest beginning of the text that has at most that many bytes; whole pairs only. */
  public static String cut(String text, int maxBytes) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = isPair(text, i);
      bytes += pair ? 4 : width(c);
      if (bytes > maxBytes) {
        return text.substring(0, i);
      }
      i += pair ? 1 : 0;
    }
    return text;
  }

  static int length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean pair = isPair(text, i);
      bytes += pair ? 4 : width(text.charAt(i));
      i += pair ? 1 : 0;
    }
    return bytes;
  }

  static boolean isPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }

  private static int width(char c) {
    if (c < 0x80 || Character.isSurrogate(c)) {
      return 1;
    }
    return c < 0x800 ? 2 : 3;
  }
}
