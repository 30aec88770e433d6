package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/**
 * Makes a statement fit to be shown: every literal becomes {@code ?}, comments go, blanks are
 * folded.
 *
 * <p>The danger is a literal that is taken for something else, so whatever is doubtful counts as a
 * literal, if need be up to the end of the statement: a string that is not closed, a quote behind a
 * backslash (databases disagree whether it closes), comments inside comments. Double-quoted text is
 * kept only where the database is known to take it for a name. Comments are removed as a whole,
 * hints included, because people write anything into them. So is the word after {@code IDENTIFIED
 * BY}.
 *
 * <p>Kept as they are: names, quoted names, keywords in their case, NULL, TRUE and FALSE, casts,
 * and the parameters {@code ?}, {@code ?1}, {@code $1}, {@code :name}. IN lists and rows of VALUES
 * are cut to their first element. Obfuscating a result again changes nothing.
 *
 * <p>One pass, no regular expression, time in proportion to the length. Each instance is for one
 * statement and one thread.
 */
final class SqlObfuscator {
  /** The resource of a statement that nobody knows. */
  public static final String UNKNOWN = "DB Query";

  private static final int MAX_OPERATION = 32;

  private final String sql;
  private final SqlDialect dialect;
  private final SqlWriter out;
  private int at;
  private boolean afterIdentified;
  private boolean expectsPassword;
  private boolean setsPassword;

  private SqlObfuscator(String sql, SqlDialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
    out = new SqlWriter(sql.length());
  }

  /** For a statement of a database whose type is not known. */
  public static String obfuscate(@Nullable String sql) {
    return obfuscate(sql, SqlDialect.UNKNOWN);
  }

  /**
   * The statement without literals, at most 5,000 bytes in UTF-8; the same instance if there was
   * nothing to change, {@link #UNKNOWN} if nothing is left. Never throws.
   */
  public static String obfuscate(@Nullable String sql, SqlDialect dialect) {
    if (sql == null || sql.isEmpty()) {
      return UNKNOWN;
    }
    return new SqlObfuscator(sql, dialect).run();
  }

  /**
   * The first word of an obfuscated statement, its case kept: SELECT, insert, call. Null if it
   * begins with none.
   */
  public static @Nullable String operation(String obfuscated) {
    int start = 0;
    while (start < obfuscated.length() && " ({?=;".indexOf(obfuscated.charAt(start)) >= 0) {
      start++;
    }
    int end = start;
    while (end < obfuscated.length() && isLetter(obfuscated.charAt(end))) {
      end++;
    }
    if (end == start || end - start > MAX_OPERATION || obfuscated.equals(UNKNOWN)) {
      return null;
    }
    return obfuscated.substring(start, end);
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private String run() {
    while (at < sql.length() && !out.isFull()) {
      step(sql.charAt(at));
    }
    if (out.contentEquals(sql)) {
      return sql;
    }
    String text = out.text();
    return text.isEmpty() ? UNKNOWN : text;
  }

  private void step(char c) {
    if (SqlScan.isSpace(c)) {
      out.space();
      at++;
    } else if (SqlScan.isDigit(c) || (c == '.' && SqlScan.isDigit(next(1)))) {
      out.number();
      at = SqlScan.number(sql, at);
      expectsPassword = false;
    } else if (!comment(c) && !quoted(c) && !parameter(c)) {
      if (SqlScan.isWord(c)) {
        word();
      } else {
        symbol(c);
      }
    }
  }

  private char next(int distance) {
    return at + distance < sql.length() ? sql.charAt(at + distance) : 0;
  }

  private boolean comment(char c) {
    if (c == '/' && next(1) == '*') {
      skipComment(SqlScan.blockComment(sql, at + 2));
      return true;
    }
    boolean dashes = c == '-' && next(1) == '-';
    boolean hash = c == '#' && (dialect == SqlDialect.MYSQL || dialect == SqlDialect.UNKNOWN);
    if (!dashes && !hash) {
      return false;
    }
    boolean doubtful = hash || !SqlScan.isSpace(next(2));
    if (doubtful && dialect == SqlDialect.UNKNOWN) {
      skipComment(SqlScan.OPEN);
      return true;
    }
    if (dashes && doubtful && dialect == SqlDialect.MYSQL) {
      // Minus a negative number, there. Kept apart, or a blank behind them would make a comment.
      symbol(c);
      out.space();
      return true;
    }
    skipComment(SqlScan.lineComment(sql, at));
    return true;
  }

  private void skipComment(int end) {
    if (end == SqlScan.OPEN) {
      literal(end);
    } else {
      out.space();
      at = end;
    }
  }

  private boolean quoted(char c) {
    if (c == '\'') {
      literal(SqlScan.string(sql, at + 1, c));
    } else if (c == '"' && (!dialect.quotesIdentifiers() || expectsPassword)) {
      literal(SqlScan.string(sql, at + 1, c));
    } else if (c == '"' || c == '`') {
      name(SqlScan.name(sql, at + 1, c));
    } else if (c == '[' && dialect == SqlDialect.SQLSERVER) {
      name(SqlScan.name(sql, at + 1, ']'));
    } else {
      return false;
    }
    return true;
  }

  private void name(int end) {
    if (end == SqlScan.OPEN || expectsPassword) {
      literal(end);
    } else {
      out.keep(sql, at, end);
      at = end;
      afterIdentified = false;
    }
  }

  private void literal(int end) {
    out.literal();
    at = end == SqlScan.OPEN ? sql.length() : end;
    expectsPassword = false;
    afterIdentified = false;
  }

  /** Parameters stay, so that one can tell a prepared statement. */
  private boolean parameter(char c) {
    if (c == '?') {
      int end = SqlScan.digits(sql, at + 1);
      if (end == at + 1) {
        literal(end);
      } else {
        keep(end);
      }
    } else if (c == ':' && next(1) == ':') {
      keep(at + 2);
    } else if (c == ':' && SqlScan.isDigit(next(1)) && !isSlice()) {
      keep(SqlScan.digits(sql, at + 1));
    } else if (c == '$') {
      dollar();
    } else {
      return false;
    }
    return true;
  }

  /**
   * Whether the colon stands between the bounds of an array slice, where digits are no parameter.
   */
  private boolean isSlice() {
    char last = out.last();
    return SqlScan.isWord(last) || "?[])\"'`".indexOf(last) >= 0;
  }

  private void dollar() {
    if (SqlScan.isDigit(next(1))) {
      if (dialect == SqlDialect.ANSI) {
        keep(SqlScan.digits(sql, at + 1));
      } else {
        out.number();
        at = SqlScan.number(sql, at + 1);
      }
      return;
    }
    int end = SqlScan.dollarQuote(sql, at);
    if (end == at) {
      word();
    } else {
      literal(end);
    }
  }

  private void keep(int end) {
    out.keep(sql, at, end);
    at = end;
    expectsPassword = false;
    afterIdentified = false;
  }

  private void word() {
    int start = at;
    int end = SqlScan.word(sql, start);
    int quote = prefixedString(start, end);
    if (quote != start) {
      literal(quote);
      return;
    }
    if (expectsPassword && !SqlWriter.is(sql, start, end, "VALUES")) {
      literal(end);
      return;
    }
    out.word(sql, start, end);
    at = end;
    boolean by = SqlWriter.is(sql, start, end, "BY") || SqlWriter.is(sql, start, end, "VALUES");
    setsPassword |= afterIdentified && by;
    expectsPassword =
        (afterIdentified && by)
            || (expectsPassword && by)
            || (setsPassword && SqlWriter.is(sql, start, end, "REPLACE"));
    afterIdentified = SqlWriter.is(sql, start, end, "IDENTIFIED");
  }

  /**
   * The place after a string that begins with a letter, such as N'..', E'..', x'..', b'..',
   * q'[..]', U&'..'; start if the word is none of these.
   */
  private int prefixedString(int start, int end) {
    int size = end - start;
    boolean unicode =
        size == 1
            && (sql.charAt(start) | 0x20) == 'u'
            && end + 1 < sql.length()
            && sql.charAt(end) == '&'
            && sql.charAt(end + 1) == '\'';
    if (unicode) {
      return SqlScan.string(sql, end + 2, '\'');
    }
    if (size > 2 || end >= sql.length() || sql.charAt(end) != '\'') {
      return start;
    }
    int last = sql.charAt(end - 1) | 0x20;
    if (last == 'q' && (size == 1 || (sql.charAt(start) | 0x20) == 'n')) {
      return SqlScan.delimitedString(sql, end + 1);
    }
    if (size == 1 && last == 'e') {
      return SqlScan.escapedString(sql, end + 1);
    }
    return size == 1 && (last == 'n' || last == 'x' || last == 'b')
        ? SqlScan.string(sql, end + 1, '\'')
        : start;
  }

  private void symbol(char c) {
    switch (c) {
      case '(', '[' -> out.open(c);
      case ')', ']' -> out.close(c);
      case ',' -> out.comma();
      default -> out.symbol(c);
    }
    at++;
    afterIdentified = false;
  }
}
