package dev.spoor.transport;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of one trace request: a msgpack array header and the segments behind it, never copied
 * together. Of the sender thread only; the bytes stay the same over all attempts to send them.
 */
final class Payload {
  static final int MAX_HEADER_BYTES = 5;

  /** Of a msgpack map whose header says its size in two bytes. */
  private static final int MAP_HEADER = 3;

  private final List<Segment> segments;
  private final byte[] header;
  private final int traces;
  private final int spans;
  private final int length;

  /** How often an Agent that answered has asked to come again later. */
  int retries;

  Payload(List<Segment> segments) {
    this.segments = List.copyOf(segments);
    int allTraces = 0;
    int allSpans = 0;
    int bytes = 0;
    for (Segment segment : segments) {
      allTraces += segment.traces();
      allSpans += segment.spans();
      bytes += segment.length();
    }
    this.traces = allTraces;
    this.spans = allSpans;
    this.header = arrayHeader(allTraces);
    this.length = header.length + bytes;
  }

  List<Segment> segments() {
    return segments;
  }

  int traces() {
    return traces;
  }

  int spans() {
    return spans;
  }

  /** Bytes of the whole body, but for what a tag adds to it. */
  int length() {
    return length;
  }

  /**
   * The body, piece by piece.
   *
   * @param tag of the first span; null for none
   */
  List<Part> parts(@Nullable PayloadTag tag) {
    List<Part> parts = new ArrayList<>(segments.size() + 3);
    parts.add(new Part(header, 0, header.length));
    addTraces(parts, tag);
    return parts;
  }

  private void addTraces(List<Part> parts, @Nullable PayloadTag tag) {
    for (Segment segment : segments) {
      int at = tag == null || segment != segments.get(0) ? -1 : tag.textTags(segment.bytes());
      if (tag == null || at < 0 || at + MAP_HEADER > segment.length()) {
        parts.add(new Part(segment.bytes(), 0, segment.length()));
      } else {
        byte[] more = oneMore(segment.bytes(), at, tag.entry());
        parts.add(new Part(segment.bytes(), 0, at));
        parts.add(new Part(more, 0, more.length));
        int rest = at + MAP_HEADER;
        parts.add(new Part(segment.bytes(), rest, segment.length() - rest));
      }
    }
  }

  /** The header of a map with one more entry, and that entry. */
  private static byte[] oneMore(byte[] bytes, int at, byte[] entry) {
    int count = ((bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff)) + 1;
    byte[] more = new byte[MAP_HEADER + entry.length];
    more[0] = bytes[at];
    more[1] = (byte) (count >>> 8);
    more[2] = (byte) count;
    System.arraycopy(entry, 0, more, MAP_HEADER, entry.length);
    return more;
  }

  /** The same traces in the form of v0.5; null if that cannot be made. */
  byte @Nullable [] compact(CompactForm form, @Nullable PayloadTag tag) {
    List<byte[]> chunks = new ArrayList<>(segments.size());
    int[] lengths = new int[segments.size()];
    for (Segment segment : segments) {
      lengths[chunks.size()] = segment.length();
      chunks.add(segment.bytes());
    }
    if (tag != null && !chunks.isEmpty()) {
      List<Part> first = new ArrayList<>(3);
      new Payload(segments.subList(0, 1)).addTraces(first, tag);
      byte[] joined = joined(first);
      chunks.set(0, joined);
      lengths[0] = joined.length;
    }
    return form.of(chunks, lengths, traces);
  }

  private static byte[] joined(List<Part> parts) {
    byte[] all = new byte[length(parts)];
    int at = 0;
    for (Part part : parts) {
      System.arraycopy(part.bytes, part.offset, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  static int length(List<Part> parts) {
    int sum = 0;
    for (Part part : parts) {
      sum += part.length;
    }
    return sum;
  }

  /** The shortest msgpack header of an array of that many elements. */
  static byte[] arrayHeader(int size) {
    if (size < 16) {
      return new byte[] {(byte) (0x90 | size)};
    }
    if (size < 1 << 16) {
      return new byte[] {(byte) 0xdc, (byte) (size >>> 8), (byte) size};
    }
    return new byte[] {
      (byte) 0xdd, (byte) (size >>> 24), (byte) (size >>> 16), (byte) (size >>> 8), (byte) size
    };
  }

  /** Some bytes of an array, to be written to the socket. */
  static final class Part {
    final byte[] bytes;
    final int offset;
    final int length;

    Part(byte[] bytes) {
      this(bytes, 0, bytes.length);
    }

    Part(byte[] bytes, int offset, int length) {
      this.bytes = bytes;
      this.offset = offset;
      this.length = length;
    }
  }
}
