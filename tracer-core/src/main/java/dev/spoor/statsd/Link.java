package dev.spoor.statsd;

import java.io.IOException;

/** A connection to DogStatsD that carries one datagram at a time. Used under one lock. */
interface Link extends AutoCloseable {
  /**
   * Sends one datagram, or nothing at all; waits for nobody.
   *
   * @return false if there is no room for it at the moment
   * @throws IOException if nobody takes it; the link may be of use again later
   */
  boolean send(byte[] bytes, int length) throws IOException;

  @Override
  void close();
}
