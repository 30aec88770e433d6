package dev.spoor.wire;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A handful of buffers that finishing threads borrow to encode a trace.
 *
 * <p>Striped by thread, so that threads rarely want the same one; a thread that finds its place
 * empty makes a buffer of its own and puts it there afterwards. No thread-local: virtual threads
 * would each get one. A buffer that a huge trace has blown up is not kept.
 */
final class BufferPool {
  private static final int KEEP_BYTES = 256 * 1024;

  private final AtomicReferenceArray<@Nullable ChunkBuffer> free;
  private final int mask;

  BufferPool() {
    int places = Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 4 - 1) << 1;
    this.free = new AtomicReferenceArray<>(places);
    this.mask = places - 1;
  }

  ChunkBuffer take() {
    ChunkBuffer buffer = free.getAndSet(place(), null);
    return buffer == null ? new ChunkBuffer() : buffer;
  }

  void giveBack(ChunkBuffer buffer) {
    if (buffer.out.capacity() <= KEEP_BYTES) {
      free.lazySet(place(), buffer);
    }
  }

  private int place() {
    return (int) Thread.currentThread().getId() & mask;
  }
}
