package dev.spoor.benchmarks.overhead;

/**
 * Walks an OTLP trace request: field 1 of it holds resources, field 2 of those scopes, field 2 of
 * those spans, and field 6 of a span its kind, where 2 is a server. Used once, by one thread.
 */
final class OtlpWalk {
  private static final int[] PATH = {1, 2, 2};
  private static final int KIND = 6;
  private static final int SERVER = 2;

  private final byte[] body;
  private int at;
  private long spans;
  private long roots;

  OtlpWalk(byte[] body) {
    this.body = body;
  }

  Tally request() {
    message(body.length, 0);
    return new Tally(spans, roots);
  }

  private void message(int end, int depth) {
    while (at < end) {
      long key = varint();
      int field = (int) (key >>> 3);
      switch ((int) key & 7) {
        case 0 -> number(field, depth, varint());
        case 1 -> at += 8;
        case 2 -> nested(field, depth, (int) varint());
        case 5 -> at += 4;
        default -> throw new IllegalStateException("no protobuf at byte " + at);
      }
    }
  }

  private void number(int field, int depth, long value) {
    if (depth == PATH.length && field == KIND && value == SERVER) {
      roots++;
    }
  }

  private void nested(int field, int depth, int length) {
    int end = at + length;
    if (depth < PATH.length && field == PATH[depth]) {
      spans += depth == PATH.length - 1 ? 1 : 0;
      message(end, depth + 1);
    }
    at = end;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = body[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
