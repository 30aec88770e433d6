package dev.spoor.transport;

/** One trace that is too big for a slab and so has an array of its own. Immutable. */
final class LargeChunk implements Segment {
  private final long sequence;
  private final byte[] bytes;
  private final int spans;

  /**
   * @param bytes belongs to this object from now on
   */
  LargeChunk(long sequence, byte[] bytes, int spans) {
    this.sequence = sequence;
    this.bytes = bytes;
    this.spans = spans;
  }

  /** Its age among all segments; lower is older. */
  long sequence() {
    return sequence;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int length() {
    return bytes.length;
  }

  @Override
  public int traces() {
    return 1;
  }

  @Override
  public int spans() {
    return spans;
  }
}
