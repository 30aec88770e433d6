package dev.spoor.transport;

import java.nio.ByteBuffer;

/** See {@link WaitingForm#PLAIN}. */
final class PlainForm implements WaitingForm {
  @Override
  public int firstTrace() {
    return 0;
  }

  @Override
  public int sentLength(byte[] bytes, int from, int to) {
    return to - from;
  }

  @Override
  public Source open(byte[] bytes, int from, int to) {
    ByteBuffer left = ByteBuffer.wrap(bytes, from, to - from);
    return into -> {
      int end = left.limit();
      left.limit(Math.min(end, left.position() + into.remaining()));
      into.put(left);
      left.limit(end);
      return left.hasRemaining();
    };
  }
}
