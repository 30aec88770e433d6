package dev.spoor.sampling;

/**
 * A pattern for a whole text, whatever its case: {@code *} stands for any run of characters, {@code
 * ?} for one, everything else for itself. Matching takes no memory, and at worst the product of the
 * two lengths. Immutable.
 */
final class Glob {
  /** Matches everything. */
  static final Glob ANY = new Glob("*");

  private final char[] pattern;
  private final boolean any;
  private final boolean literal;

  Glob(String text) {
    char[] chars = text.toCharArray();
    boolean stars = chars.length > 0;
    boolean plain = true;
    for (int i = 0; i < chars.length; i++) {
      stars &= chars[i] == '*';
      plain &= chars[i] != '*' && chars[i] != '?';
      chars[i] = fold(chars[i]);
    }
    this.pattern = chars;
    this.any = stars;
    this.literal = plain;
  }

  /** Whether the pattern is made of stars only. */
  boolean isAny() {
    return any;
  }

  boolean matches(String text) {
    if (any) {
      return true;
    }
    if (literal && text.length() != pattern.length) {
      return false;
    }
    int at = 0;
    int place = 0;
    int star = -1;
    int retry = 0;
    while (at < text.length()) {
      if (place < pattern.length && pattern[place] == '*') {
        star = place++;
        retry = at;
      } else if (place < pattern.length && isOne(place, text.charAt(at))) {
        place++;
        at++;
      } else if (star >= 0) {
        // The last star takes one character more.
        place = star + 1;
        at = ++retry;
      } else {
        return false;
      }
    }
    while (place < pattern.length && pattern[place] == '*') {
      place++;
    }
    return place == pattern.length;
  }

  /** A whole number is matched as its decimal digits. */
  boolean matches(long number) {
    return any || matches(Long.toString(number));
  }

  private boolean isOne(int place, char c) {
    return pattern[place] == '?' || pattern[place] == c || pattern[place] == fold(c);
  }

  private static char fold(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
