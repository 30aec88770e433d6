package dev.spoor;

import dev.spoor.transport.WaitingForm;
import dev.spoor.wire.FoldedTraces;

/** What the transport has to know of {@link FoldedTraces}. */
final class FoldedForm implements WaitingForm {
  @Override
  public int firstTrace() {
    return FoldedTraces.HEADER_BYTES;
  }

  @Override
  public int sentLength(byte[] bytes, int from, int to) {
    return FoldedTraces.sentLength(bytes, from, to);
  }

  @Override
  public Source open(byte[] bytes, int from, int to) {
    return new FoldedTraces(bytes, from, to)::fill;
  }
}
