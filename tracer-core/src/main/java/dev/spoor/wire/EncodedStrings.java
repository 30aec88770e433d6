package dev.spoor.wire;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again, as msgpack bytes: tag keys, names, short values.
 *
 * <p>A direct-mapped table: a text has one place, found by its hash (which a {@code String} keeps),
 * and a newcomer takes the place over. So it is bounded by construction and needs no eviction. A
 * text is only taken in when it is met twice in a row at its place, which keeps ids and other texts
 * that never return from throwing out those that do. Thread safe; a race costs one encoding.
 */
final class EncodedStrings {
  private static final int PLACES = 1024;

  /** Longer texts are hardly constants, and copying them costs as much as encoding. */
  private static final int MAX_CHARS = 64;

  private final AtomicReferenceArray<@Nullable Entry> table = new AtomicReferenceArray<>(PLACES);
  private final int[] lastSeen = new int[PLACES];

  private static final class Entry {
    final String text;
    final byte[] bytes;

    Entry(String text, byte[] bytes) {
      this.text = text;
      this.bytes = bytes;
    }
  }

  @SuppressWarnings("ReferenceEquality") // equals follows
  void write(String text, MsgpackBuffer target) {
    if (text.length() > MAX_CHARS) {
      target.writeString(text);
      return;
    }
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 16) & PLACES - 1;
    Entry entry = table.getPlain(place);
    if (entry != null && (entry.text == text || entry.text.equals(text))) {
      target.writeRaw(entry.bytes);
      return;
    }
    if (lastSeen[place] == hash) {
      byte[] bytes = MsgpackBuffer.encoded(text);
      table.setRelease(place, new Entry(text, bytes));
      target.writeRaw(bytes);
    } else {
      lastSeen[place] = hash;
      target.writeString(text);
    }
  }
}
