package dev.spoor.wire;

import dev.spoor.trace.Span;
import java.util.Arrays;
import java.util.Map;

/**
 * Text tags that many spans share, as bytes made once.
 *
 * <p>A span that has a tag of its own under one of these names keeps its own, and a key must not
 * stand twice in a map; so the block can leave entries out, which is rare and takes the slow way.
 */
final class TagBlock {
  private final String[] keys;
  private final byte[][] pairs;
  private final byte[] all;

  /** One bit per key: most of a span's own keys are told apart by it. */
  private final long filter;

  TagBlock(Map<String, String> tags) {
    MsgpackBuffer whole = new MsgpackBuffer(256);
    String[] names = new String[tags.size()];
    byte[][] encoded = new byte[tags.size()][];
    int count = 0;
    long bits = 0;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (tag.getValue().isEmpty()) {
        continue;
      }
      int from = whole.size();
      whole.writeString(Utf8.cut(tag.getKey(), 200));
      whole.writeString(Utf8.cut(tag.getValue(), 25_000));
      names[count] = tag.getKey();
      encoded[count++] = Arrays.copyOfRange(whole.bytes(), from, whole.size());
      bits |= 1L << tag.getKey().hashCode();
    }
    this.keys = Arrays.copyOf(names, count);
    this.pairs = Arrays.copyOf(encoded, count);
    this.all = Arrays.copyOf(whole.bytes(), whole.size());
    this.filter = bits;
  }

  int size() {
    return keys.length;
  }

  String key(int index) {
    return keys[index];
  }

  /** Appends one entry; returns how many that are. */
  int write(int index, MsgpackBuffer out) {
    out.writeRaw(pairs[index]);
    return 1;
  }

  boolean holds(String key) {
    if ((filter & 1L << key.hashCode()) != 0) {
      for (String held : keys) {
        if (held.equals(key)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Appends the block.
   *
   * @param hidden whether the span has tags of its own under these names
   * @return how many entries were written
   */
  int write(Span span, boolean hidden, MsgpackBuffer out) {
    if (!hidden) {
      out.writeRaw(all);
      return keys.length;
    }
    int entries = 0;
    for (int i = 0; i < keys.length; i++) {
      if (!(span.tag(keys[i]) instanceof String)) {
        out.writeRaw(pairs[i]);
        entries++;
      }
    }
    return entries;
  }
}
