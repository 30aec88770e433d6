package dev.spoor.transport;

/** One trace that is too big for a slab and so has an array of its own. */
record LargeChunk(long sequence, byte[] bytes, int spans) implements Segment {
  @Override
  public int length() {
    return bytes.length;
  }

  @Override
  public int traces() {
    return 1;
  }
}
