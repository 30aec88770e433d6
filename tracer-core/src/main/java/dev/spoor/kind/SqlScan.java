package dev.spoor.kind;

/**
 * Finds where the literals, comments and quoted names of a statement end. Stateless; every search
 * goes forward once, so that a hostile statement costs no more than its length.
 */
final class SqlScan {
  /** The end cannot be told for certain: no closing quote, or one that databases disagree about. */
  static final int OPEN = -1;

  private SqlScan() {}

  /**
   * The place after the closing quote. A quote behind an odd number of backslashes closes the
   * string in standard SQL and does not in MySQL and older PostgreSQL, depending on settings that
   * are not known here. Guessing wrong would turn the text after it inside out and show a literal,
   * so the end is left open.
   */
  static int string(String sql, int start, char quote) {
    int backslashes = 0;
    for (int i = start; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == quote) {
        if ((backslashes & 1) == 1) {
          return OPEN;
        }
        if (i + 1 == sql.length() || sql.charAt(i + 1) != quote) {
          return i + 1;
        }
        i++;
      }
      backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    return OPEN;
  }

  /** The same for PostgreSQL's {@code E'...'}, in which a backslash always escapes. */
  static int escapedString(String sql, int start) {
    for (int i = start; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '\'') {
        if (i + 1 == sql.length() || sql.charAt(i + 1) != '\'') {
          return i + 1;
        }
        i++;
      }
    }
    return OPEN;
  }

  /** Oracle's {@code q'[...]'}; start is the place of the delimiter. */
  static int delimitedString(String sql, int start) {
    if (start >= sql.length()) {
      return OPEN;
    }
    int pair = "[({<".indexOf(sql.charAt(start));
    char closing = pair < 0 ? sql.charAt(start) : "])}>".charAt(pair);
    for (int i = start + 1; i + 1 < sql.length(); i++) {
      if (sql.charAt(i) == closing && sql.charAt(i + 1) == '\'') {
        return i + 2;
      }
    }
    return OPEN;
  }

  /** A name in quotes, closed by a quote that is not doubled. */
  static int name(String sql, int start, char quote) {
    for (int i = start; i < sql.length(); i++) {
      if (sql.charAt(i) == quote) {
        if (i + 1 == sql.length() || sql.charAt(i + 1) != quote) {
          return i + 1;
        }
        i++;
      }
    }
    return OPEN;
  }

  /**
   * The place after a block comment. Some databases nest comments and some do not; one comment that
   * begins inside another leaves the end open.
   */
  static int blockComment(String sql, int start) {
    for (int i = start; i + 1 < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '*' && sql.charAt(i + 1) == '/') {
        return i + 2;
      }
      if (c == '/' && sql.charAt(i + 1) == '*') {
        return OPEN;
      }
    }
    return OPEN;
  }

  static int lineComment(String sql, int start) {
    int i = start;
    while (i < sql.length() && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  /**
   * The place after PostgreSQL's {@code $tag$...$tag$} whose first dollar stands at start; start
   * itself if no such quote begins there.
   */
  static int dollarQuote(String sql, int start) {
    int i = start + 1;
    while (i < sql.length() && isWord(sql.charAt(i)) && sql.charAt(i) != '$') {
      i++;
    }
    if (i >= sql.length() || sql.charAt(i) != '$') {
      return start;
    }
    String tag = sql.substring(start, i + 1);
    int end = sql.indexOf(tag, i + 1);
    return end < 0 ? OPEN : end + tag.length();
  }

  /** The place after a number: digits, a fraction, an exponent, hexadecimal digits, or a suffix. */
  static int number(String sql, int start) {
    boolean hex = sql.regionMatches(true, start, "0x", 0, 2);
    int i = start + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      boolean exponentSign =
          (c == '+' || c == '-')
              && !hex
              && (sql.charAt(i - 1) | 0x20) == 'e'
              && i + 1 < sql.length()
              && isDigit(sql.charAt(i + 1));
      if (!exponentSign && c != '.' && !isWord(c)) {
        break;
      }
      i++;
    }
    return i;
  }

  static int word(String sql, int start) {
    int i = start;
    while (i < sql.length() && isWord(sql.charAt(i))) {
      i++;
    }
    return i;
  }

  static int digits(String sql, int start) {
    int i = start;
    while (i < sql.length() && isDigit(sql.charAt(i))) {
      i++;
    }
    return i;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isSpace(char c) {
    return c <= ' ' || (c >= 127 && (Character.isWhitespace(c) || Character.isSpaceChar(c)));
  }

  /** Whether a name may contain it. */
  static boolean isWord(char c) {
    int lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z' && c < 128)
        || isDigit(c)
        || c == '_'
        || c == '$'
        || c == '@'
        || c == '#'
        || (c > 127 && !isSpace(c));
  }
}
