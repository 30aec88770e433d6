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

  /** Bytes of the whole body. */
  int length() {
    return length;
  }

  List<Part> parts() {
    List<Part> parts = new ArrayList<>(segments.size() + 1);
    parts.add(new Part(header, header.length));
    for (Segment segment : segments) {
      parts.add(new Part(segment.bytes(), segment.length()));
    }
    return parts;
  }

  /** The same traces in the form of v0.5; null if that cannot be made. */
  byte @Nullable [] compact(CompactForm form) {
    List<byte[]> chunks = new ArrayList<>(segments.size());
    int[] lengths = new int[segments.size()];
    for (Segment segment : segments) {
      lengths[chunks.size()] = segment.length();
      chunks.add(segment.bytes());
    }
    return form.of(chunks, lengths, traces);
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

  /** The first {@code length} bytes of an array, to be written to the socket. */
  static final class Part {
    final byte[] bytes;
    final int length;

    Part(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }
  }
}
