package dev.spoor.transport;

import org.jspecify.annotations.Nullable;

/** Turns traces as they wait in the queue into a payload of v0.5. Of the sender's thread only. */
@FunctionalInterface
public interface CompactForm {
  /**
   * The payload of these traces.
   *
   * @param chunks msgpack arrays of span maps, one after the other
   * @param traces how many arrays
   * @return the whole body, or null if it cannot be made
   */
  byte @Nullable [] of(byte[] chunks, int traces);
}
