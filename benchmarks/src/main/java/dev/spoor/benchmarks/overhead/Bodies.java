package dev.spoor.benchmarks.overhead;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps what arrives in blocks that are used again, so that this process has nothing to collect
 * while a burst runs: a pause of its collector would stop the load, and be booked on who sends the
 * most. Thread safe.
 */
final class Bodies {
  private static final int BLOCK = 256 << 10;

  /** One body, whole. */
  static final class Body {
    private final List<byte[]> blocks = new ArrayList<>();
    private int length;

    int length() {
      return length;
    }

    /** A copy, for a decoder. */
    byte[] bytes() {
      byte[] all = new byte[length];
      for (int i = 0; i < blocks.size(); i++) {
        int from = i * BLOCK;
        System.arraycopy(blocks.get(i), 0, all, from, Math.min(BLOCK, length - from));
      }
      return all;
    }
  }

  private final Deque<byte[]> spare = new ArrayDeque<>();

  Body read(InputStream in) throws IOException {
    Body body = new Body();
    int count;
    do {
      byte[] block = take();
      body.blocks.add(block);
      count = in.readNBytes(block, 0, BLOCK);
      body.length += count;
    } while (count == BLOCK);
    return body;
  }

  /** The body is not read again. */
  synchronized void release(Body body) {
    spare.addAll(body.blocks);
  }

  private synchronized byte[] take() {
    byte[] block = spare.poll();
    return block == null ? new byte[BLOCK] : block;
  }
}
