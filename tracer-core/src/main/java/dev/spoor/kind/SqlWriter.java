package dev.spoor.kind;

/**
 * The obfuscated statement while it grows: folds blanks, joins lists of literals, keeps the bound.
 *
 * <p>Two statements that differ only in the length of an IN list or in the number of inserted rows
 * must come out alike, or each length would be a resource of its own. So in such a list a literal
 * right behind another one is left out, and a row behind a row is cut off again when it closes.
 *
 * <p>The bound falls on the edge of a token: a quoted name that was cut in two would read as an
 * unfinished string when the result is obfuscated again (the Agent does that).
 */
final class SqlWriter {
  /** The Agent cuts resources at 5,000 bytes. */
  static final int MAX_BYTES = 5_000;

  private static final int MAX_DEPTH = 32;
  private static final String OPERATORS = "=<>!(,[+-*/%|&^~:";

  /** Kinds of brackets. */
  private static final byte PLAIN = 0;

  private static final byte LIST = 1;
  private static final byte ROW = 2;
  private static final byte REPEATED_ROW = 3;

  private final char[] text;
  private int length;
  private int bytes;
  private boolean gap;
  private boolean full;

  private int depth;
  private final byte[] kinds = new byte[MAX_DEPTH + 1];
  private final int[] opened = new int[MAX_DEPTH + 1];

  /** Where the last row of each depth ended, 0 if the last token of that depth was no row. */
  private final int[] rowEnd = new int[MAX_DEPTH + 1];

  private final int[] rowEndBytes = new int[MAX_DEPTH + 1];

  /** What stood last: decides what a bracket opens. */
  private boolean afterIn;

  private boolean afterValues;
  private boolean afterOpening;
  private boolean afterRowComma;

  /** A result is at most twice as long as its source: two dashes in a row are moved apart. */
  SqlWriter(int sourceLength) {
    text = new char[(int) Math.min(2L * sourceLength, MAX_BYTES) + 1];
  }

  boolean isFull() {
    return full;
  }

  /** Blanks or a comment: one blank if anything follows. */
  void space() {
    gap = true;
  }

  /** A literal of any kind but a number. */
  void literal() {
    if (!joinsList()) {
      put('?');
    }
    touch();
  }

  /** A number, together with a sign that belongs to it. */
  void number() {
    dropSign();
    literal();
  }

  void keep(String sql, int start, int end) {
    int size = 0;
    for (int i = start; i < end; i++) {
      size += utf8(sql.charAt(i));
    }
    if (reserve(size)) {
      sql.getChars(start, end, text, length);
      length += end - start;
      bytes += size;
    }
    touch();
  }

  void word(String sql, int start, int end) {
    keep(sql, start, end);
    afterIn = is(sql, start, end, "IN");
    afterValues = is(sql, start, end, "VALUES");
  }

  void symbol(char c) {
    put(c);
    touch();
  }

  void comma() {
    boolean row = at(rowEnd) > 0;
    put(',');
    if (!row) {
      touch();
    }
    clearLast();
    afterRowComma = row;
  }

  void open(char bracket) {
    byte kind = PLAIN;
    if (afterRowComma) {
      kind = REPEATED_ROW;
    } else if (afterValues || (afterOpening && kind() == LIST && bracket == '(')) {
      kind = ROW;
    } else if (afterIn || bracket == '[') {
      kind = LIST;
    }
    put(bracket);
    if (kind != REPEATED_ROW) {
      touch();
    }
    depth++;
    if (depth <= MAX_DEPTH) {
      kinds[depth] = kind;
      opened[depth] = length;
      rowEnd[depth] = 0;
    }
    clearLast();
    afterOpening = true;
  }

  void close(char bracket) {
    byte kind = kind();
    depth = Math.max(0, depth - 1);
    if (kind == REPEATED_ROW && at(rowEnd) > 0 && !full) {
      length = rowEnd[depth];
      bytes = rowEndBytes[depth];
      gap = false;
      clearLast();
      return;
    }
    put(bracket);
    touch();
    if (kind == ROW && depth <= MAX_DEPTH && !full) {
      rowEnd[depth] = length;
      rowEndBytes[depth] = bytes;
    }
  }

  /** The last character that is no blank, 0 at the beginning. */
  char last() {
    return length == 0 ? 0 : text[skipBlank(length - 1)];
  }

  String text() {
    int end = length > 0 && text[length - 1] == ' ' ? length - 1 : length;
    return new String(text, 0, end);
  }

  boolean contentEquals(String sql) {
    if (sql.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[i] != sql.charAt(i)) {
        return false;
      }
    }
    return length == 0 || text[length - 1] != ' ';
  }

  /** Whether the word is that keyword, in any case. */
  static boolean is(String sql, int start, int end, String keyword) {
    return end - start == keyword.length()
        && sql.regionMatches(true, start, keyword, 0, keyword.length());
  }

  private static int utf8(char c) {
    return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
  }

  private void put(char c) {
    if (reserve(1)) {
      text[length++] = c;
      bytes++;
    }
  }

  private boolean reserve(int size) {
    boolean blank = gap && length > 0 && text[length - 1] != ' ';
    gap = false;
    if (full || bytes + size + (blank ? 1 : 0) > MAX_BYTES) {
      full = true;
      return false;
    }
    if (blank) {
      text[length++] = ' ';
      bytes++;
    }
    return true;
  }

  private byte kind() {
    return depth <= MAX_DEPTH ? kinds[depth] : PLAIN;
  }

  private int at(int[] values) {
    return depth <= MAX_DEPTH ? values[depth] : 0;
  }

  /** A token stood here that is no row. */
  private void touch() {
    if (depth <= MAX_DEPTH) {
      rowEnd[depth] = 0;
    }
    clearLast();
  }

  private void clearLast() {
    afterIn = false;
    afterValues = false;
    afterOpening = false;
    afterRowComma = false;
  }

  /** Takes back a comma in front of this literal if a literal of the same list stands before it. */
  private boolean joinsList() {
    if (kind() == PLAIN || full) {
      return false;
    }
    int comma = skipBlank(length - 1);
    if (comma <= opened[depth] || text[comma] != ',') {
      return false;
    }
    int before = skipBlank(comma - 1);
    if (before < opened[depth] || text[before] != '?') {
      return false;
    }
    bytes -= length - before - 1;
    length = before + 1;
    gap = false;
    return true;
  }

  private void dropSign() {
    int sign = length - 1;
    if (full || sign < 1 || (text[sign] != '-' && text[sign] != '+')) {
      return;
    }
    if (OPERATORS.indexOf(text[skipBlank(sign - 1)]) >= 0) {
      length = sign;
      bytes--;
      gap = false;
    }
  }

  private int skipBlank(int i) {
    return i > 0 && text[i] == ' ' ? i - 1 : i;
  }
}
