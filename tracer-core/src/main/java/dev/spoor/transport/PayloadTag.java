package dev.spoor.transport;

/**
 * A tag of the first span of each payload, which no thread that encodes a trace can know to be the
 * first. Of the sender's thread only.
 */
public interface PayloadTag {
  /** Key and value in msgpack, one behind the other; not to be changed. */
  byte[] entry();

  /**
   * Where the map of text tags of the first span begins, whose header has three bytes.
   *
   * @param bytes traces as they wait in the queue
   * @param from where the first of them begins
   * @return -1 if these bytes have no such map
   */
  int textTags(byte[] bytes, int from);
}
