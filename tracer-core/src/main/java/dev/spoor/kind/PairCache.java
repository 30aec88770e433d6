package dev.spoor.kind;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A small bounded memory of what was computed from two texts, for the span path: a hit costs two
 * array reads and a comparison and allocates nothing; no lock anywhere.
 *
 * <p>Two entries share each of a fixed number of places, and a new one takes the place of the
 * older. That forgets more than a true LRU, and costs nothing to keep: what is forgotten is
 * computed again. Bounded by entries, by the length of one key, and by the characters of all keys:
 * past that bound it starts empty.
 */
final class PairCache<V> {
  private final AtomicReferenceArray<@Nullable Entry<V>> entries;
  private final int mask;
  private final int maxKey;
  private final int maxChars;
  private final AtomicInteger chars = new AtomicInteger();

  /**
   * @param size places for entries, a power of two
   * @param maxKey longest first text that is remembered, in characters
   * @param maxChars bound of the characters of all first texts
   */
  PairCache(int size, int maxKey, int maxChars) {
    if (Integer.bitCount(size) != 1 || size < 2) {
      throw new IllegalArgumentException("size");
    }
    entries = new AtomicReferenceArray<>(size);
    mask = size - 2;
    this.maxKey = maxKey;
    this.maxChars = maxChars;
  }

  /** What was put for these two texts, or null. */
  @Nullable V get(String text, String other) {
    int place = place(text, other);
    Entry<V> entry = entries.getAcquire(place);
    if (entry == null || !entry.is(text, other)) {
      entry = entries.getAcquire(place + 1);
      if (entry == null || !entry.is(text, other)) {
        return null;
      }
    }
    return entry.value;
  }

  void put(String text, String other, V value) {
    if (text.length() > maxKey) {
      return;
    }
    if (chars.get() + text.length() > maxChars) {
      clear();
    }
    int place = place(text, other);
    Entry<V> older = entries.getAndSet(place, new Entry<>(text, other, value));
    chars.addAndGet(text.length());
    Entry<V> oldest = older == null ? null : entries.getAndSet(place + 1, older);
    if (oldest != null) {
      chars.addAndGet(-oldest.text.length());
    }
  }

  /** Characters of the first texts that are kept now. */
  int chars() {
    return chars.get();
  }

  private void clear() {
    for (int i = 0; i < entries.length(); i++) {
      Entry<V> entry = entries.getAndSet(i, null);
      if (entry != null) {
        chars.addAndGet(-entry.text.length());
      }
    }
  }

  private int place(String text, String other) {
    int hash = text.hashCode() * 31 + other.hashCode();
    return (hash ^ hash >>> 15 ^ hash >>> 7) & mask;
  }

  /** Final fields: safe to read however the reference was come by. */
  private static final class Entry<V> {
    final String text;
    final String other;
    final V value;

    Entry(String text, String other, V value) {
      this.text = text;
      this.other = other;
      this.value = value;
    }

    boolean is(String text, String other) {
      return this.text.equals(text) && this.other.equals(other);
    }
  }
}
