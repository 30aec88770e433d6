package dev.spoor.transport;

/**
 * A run of bytes that waits in the queue and holds one or more whole traces, one behind the other.
 *
 * <p>Read by the sender thread only, between {@link TraceQueue#take} and {@link
 * TraceQueue#recycle}.
 */
sealed interface Segment permits Slab, LargeChunk {
  byte[] bytes();

  /** How many bytes, from index 0 on, hold them in the queue's {@link WaitingForm}. */
  int length();

  /** The number of traces in those bytes. */
  int traces();

  /** The number of spans in those traces, as the offering side gave it. */
  int spans();
}
