package dev.spoor.wire;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again, as msgpack bytes: tag keys, names, short values.
 *
 * <p>A table of pairs of places: a text has one pair, found by its hash (which a {@code String}
 * keeps). So it is bounded by construction and needs no eviction. A text is only taken in when it
 * is met twice in a row at its pair, which keeps ids and other texts that never return from
 * throwing out those that do. Among the hundred constants of a busy service some always meet; two
 * of them find room, and of three none may throw another out for ever: in a full pair only each
 * 64th attempt succeeds. Thread safe; a race costs one encoding.
 */
final class EncodedStrings {
  private static final int PAIRS = 1024;

  /** Attempts to get into a full pair until one succeeds. */
  private static final int PATIENCE = 64;

  /** Longer texts are hardly constants. */
  private static final int MAX_CHARS = 1024;

  /** Texts longer than this, such as statements, find room only up to {@link #MAX_LONG_CHARS}. */
  private static final int SHORT_CHARS = 64;

  private static final int MAX_LONG_CHARS = 128 * 1024;

  private final AtomicReferenceArray<@Nullable Entry> table = new AtomicReferenceArray<>(PAIRS * 2);
  private final int[] lastSeen = new int[PAIRS];
  private final byte[] attempts = new byte[PAIRS];

  /** Characters of the long texts that were taken in; a bound that races may blur. */
  private int longChars;

  /** Final fields: safe to read however the reference was come by. */
  private static final class Entry {
    final String text;
    final byte[] bytes;

    Entry(String text, byte[] bytes) {
      this.text = text;
      this.bytes = bytes;
    }

    @SuppressWarnings("ReferenceEquality") // equals follows
    boolean is(String other) {
      return text == other || text.equals(other);
    }
  }

  void write(String text, MsgpackBuffer target) {
    if (text.length() > MAX_CHARS) {
      target.writeString(text);
      return;
    }
    int hash = text.hashCode();
    int pair = (hash ^ hash >>> 16) & PAIRS - 1;
    Entry entry = table.getPlain(pair * 2);
    if (entry != null && entry.is(text)) {
      target.writeRaw(entry.bytes);
      return;
    }
    boolean firstTaken = entry != null;
    entry = table.getPlain(pair * 2 + 1);
    if (entry != null && entry.is(text)) {
      target.writeRaw(entry.bytes);
    } else if (lastSeen[pair] == hash
        && (entry == null || ++attempts[pair] % PATIENCE == 0)
        && finds(text, entry)) {
      byte[] bytes = MsgpackBuffer.encoded(text);
      table.setRelease(firstTaken ? pair * 2 + 1 : pair * 2, new Entry(text, bytes));
      target.writeRaw(bytes);
    } else {
      lastSeen[pair] = hash;
      target.writeString(text);
    }
  }

  /** Whether there is room for a text in place of another. */
  private boolean finds(String text, @Nullable Entry other) {
    int more = longChars(text) - (other == null ? 0 : longChars(other.text));
    if (more > 0 && longChars + more > MAX_LONG_CHARS) {
      return false;
    }
    longChars += more;
    return true;
  }

  private static int longChars(String text) {
    return text.length() > SHORT_CHARS ? text.length() : 0;
  }
}
