package dev.spoor.transport;

import java.nio.ByteBuffer;

/**
 * How traces stand in the queue, which may be shorter than they are sent. Of the sender's thread
 * only, but for {@link #sentLength}.
 */
public interface WaitingForm {
  /** Traces wait as they are sent. */
  WaitingForm PLAIN = new PlainForm();

  /** Where the first trace of an array begins. */
  int firstTrace();

  /**
   * Bytes that whole traces make when they are sent.
   *
   * @param from where the first of them stands in the array
   * @param to where the last one ends
   */
  int sentLength(byte[] bytes, int from, int to);

  /**
   * Traces as they are sent.
   *
   * @param from 0, or a place in the first span of the array
   * @param to where the last trace ends
   */
  Source open(byte[] bytes, int from, int to);

  /** Gives bytes, once. */
  @FunctionalInterface
  interface Source {
    /**
     * Puts what comes next, until all of it or the buffer is through.
     *
     * @return whether there is more
     */
    boolean fill(ByteBuffer into);
  }
}
