package dev.spoor.wire;

import dev.spoor.trace.Span;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Text tags that many spans share, as bytes made once.
 *
 * <p>A span that has a tag of its own under one of these names keeps its own, and a key must not
 * stand twice in a map; so the block can leave entries out, which is rare and takes the slow way.
 * {@link #mayHold} is a one-word Bloom filter: false is certain.
 */
final class TagBlock {
  private final Map<String, byte[]> pairs = new LinkedHashMap<>();
  private final byte[] all;
  private final long filter;

  TagBlock(Map<String, String> tags) {
    MsgpackBuffer whole = new MsgpackBuffer(256);
    long bits = 0;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (tag.getValue().isEmpty()) {
        continue;
      }
      MsgpackBuffer pair = new MsgpackBuffer(64);
      pair.writeString(tag.getKey());
      pair.writeString(tag.getValue());
      byte[] bytes = Arrays.copyOf(pair.bytes(), pair.size());
      pairs.put(tag.getKey(), bytes);
      whole.writeRaw(bytes);
      bits |= 1L << tag.getKey().hashCode();
    }
    this.all = Arrays.copyOf(whole.bytes(), whole.size());
    this.filter = bits;
  }

  boolean mayHold(String key) {
    return (filter & 1L << key.hashCode()) != 0;
  }

  /**
   * Appends the block.
   *
   * @param hidden whether the span may have tags of its own under these names
   * @return how many entries were written
   */
  int write(Span span, boolean hidden, MsgpackBuffer out) {
    if (!hidden) {
      out.writeRaw(all);
      return pairs.size();
    }
    int entries = 0;
    for (Map.Entry<String, byte[]> pair : pairs.entrySet()) {
      if (!(span.tag(pair.getKey()) instanceof String)) {
        out.writeRaw(pair.getValue());
        entries++;
      }
    }
    return entries;
  }
}
