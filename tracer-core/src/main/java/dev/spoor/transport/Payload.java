package dev.spoor.transport;

import java.nio.ByteBuffer;
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
  private final WaitingForm form;

  /** How long each segment is when it is sent. */
  private final int[] sent;

  private final byte[] header;
  private final int traces;
  private final int spans;
  private final int length;

  /** How often an Agent that answered has asked to come again later. */
  int retries;

  Payload(List<Segment> segments, WaitingForm form) {
    this.segments = List.copyOf(segments);
    this.form = form;
    this.sent = new int[segments.size()];
    int allTraces = 0;
    int allSpans = 0;
    int bytes = 0;
    for (int i = 0; i < sent.length; i++) {
      Segment segment = segments.get(i);
      allTraces += segment.traces();
      allSpans += segment.spans();
      sent[i] = form.sentLength(segment.bytes(), 0, segment.length());
      bytes += sent[i];
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
    parts.add(Part.of(header));
    addTraces(parts, tag);
    return parts;
  }

  private void addTraces(List<Part> parts, @Nullable PayloadTag tag) {
    int first = form.firstTrace();
    for (int i = 0; i < sent.length; i++) {
      Segment segment = segments.get(i);
      byte[] bytes = segment.bytes();
      int at = tag == null || i > 0 ? -1 : tag.textTags(bytes, first);
      if (tag == null || at < 0 || at + MAP_HEADER > segment.length()) {
        parts.add(new Part(bytes, 0, segment.length(), sent[i], form));
      } else {
        int rest = at + MAP_HEADER;
        parts.add(new Part(bytes, first, at, at - first, WaitingForm.PLAIN));
        parts.add(Part.of(oneMore(bytes, at, tag.entry())));
        parts.add(new Part(bytes, rest, segment.length(), sent[i] - (rest - first), form));
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
  byte @Nullable [] compact(CompactForm compact, @Nullable PayloadTag tag) {
    List<Part> parts = new ArrayList<>(segments.size() + 2);
    addTraces(parts, tag);
    return compact.of(joined(parts), traces);
  }

  static byte[] joined(List<Part> parts) {
    ByteBuffer all = ByteBuffer.allocate(length(parts));
    for (Part part : parts) {
      part.open().fill(all);
    }
    return all.array();
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
    private final byte[] bytes;
    private final int from;
    private final int to;
    private final WaitingForm form;

    /** As they are sent. */
    final int length;

    private Part(byte[] bytes, int from, int to, int length, WaitingForm form) {
      this.bytes = bytes;
      this.from = from;
      this.to = to;
      this.length = length;
      this.form = form;
    }

    /** All of an array, as it is. */
    static Part of(byte[] bytes) {
      return new Part(bytes, 0, bytes.length, bytes.length, WaitingForm.PLAIN);
    }

    WaitingForm.Source open() {
      return form.open(bytes, from, to);
    }
  }
}
