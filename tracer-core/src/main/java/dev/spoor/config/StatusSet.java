package dev.spoor.config;

import java.util.BitSet;

/** A set of status codes, written like {@code 500-599,404}. Immutable. */
public final class StatusSet {
  static final int MAX = 999;

  private final BitSet codes;

  private StatusSet(BitSet codes) {
    this.codes = codes;
  }

  public boolean contains(int status) {
    return status >= 0 && codes.get(status);
  }

  /**
   * Reads single codes and ranges from 0 to 999, separated by commas.
   *
   * @throws IllegalArgumentException if any item is not one of these
   */
  static StatusSet parse(String text) {
    BitSet codes = new BitSet(MAX + 1);
    for (String item : Texts.split(text, ',')) {
      int dash = item.indexOf('-');
      int first = code(dash < 0 ? item : item.substring(0, dash));
      int last = dash < 0 ? first : code(item.substring(dash + 1));
      // A range may be written backwards; what is meant is clear.
      codes.set(Math.min(first, last), Math.max(first, last) + 1);
    }
    return new StatusSet(codes);
  }

  private static int code(String text) {
    int code = Integer.parseInt(text.strip());
    if (code < 0 || code > MAX) {
      throw new IllegalArgumentException(text);
    }
    return code;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int first = codes.nextSetBit(0); first >= 0; ) {
      int end = codes.nextClearBit(first);
      text.append(text.length() == 0 ? "" : ",").append(first);
      if (end - first > 1) {
        text.append('-').append(end - 1);
      }
      first = codes.nextSetBit(end);
    }
    return text.toString();
  }
}
