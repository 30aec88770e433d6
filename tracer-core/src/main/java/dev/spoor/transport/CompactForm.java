package dev.spoor.transport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns traces as they wait in the queue into a payload of v0.5. Of the sender's thread only. */
@FunctionalInterface
public interface CompactForm {
  /**
   * The payload of these traces.
   *
   * @param chunks each array begins with msgpack arrays of span maps, one after the other
   * @param lengths how many bytes of each array are of use
   * @param traces the number of chunks in all
   * @return the whole body, or null if it cannot be made
   */
  byte @Nullable [] of(List<byte[]> chunks, int[] lengths, int traces);
}
