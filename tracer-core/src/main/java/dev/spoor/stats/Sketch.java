package dev.spoor.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A DDSketch of durations: counts in bins whose borders grow by a constant factor, so that each
 * quantile is known to within 0.8 % of its value.
 *
 * <p>The mapping is the one that Datadog's backend uses itself (factor 1.015625, logarithmic), so
 * nothing is lost when it adds sketches up. Durations of 1 ns to 292 years need 2,820 bins, of
 * which blocks of 64 are made when they are first hit; a busy group has three or four.
 *
 * <p>Any thread may {@link #add}; one at a time may {@link #drain}. A count that comes in between
 * is in this drain or in the next one, never in both and never lost.
 */
final class Sketch {
  private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle BLOCKS = MethodHandles.arrayElementVarHandle(int[][].class);

  static final double GAMMA = 1.015625;
  static final double OFFSET = 1.8761281912861705;
  private static final double PER_LOG = 1 / Math.log(GAMMA);

  private static final int BLOCK_BITS = 6;
  private static final int BLOCK = 1 << BLOCK_BITS;

  /** The index of the largest duration is 2,819. */
  private static final int MAX_BLOCKS = 45;

  /** More bins than that are not sent: the lowest are added up. */
  static final int MAX_BINS = 1024;

  /** Mapping with factor and offset; the interpolation is 0 and so not written. */
  private static final byte[] MAPPING = mapping();

  private final int @Nullable [][] blocks = new int[MAX_BLOCKS][];

  /** Counts one duration in nanoseconds, at least 1. */
  void add(long nanos) {
    int index = index(nanos);
    COUNTS.getAndAdd(block(index >> BLOCK_BITS), index & (BLOCK - 1), 1);
  }

  static int index(long nanos) {
    // Positive for 1 and more, so a cast rounds down.
    return (int) (Math.log((double) Math.max(1, nanos)) * PER_LOG + OFFSET);
  }

  private int[] block(int number) {
    int[] block = (int[]) BLOCKS.getAcquire(blocks, number);
    if (block == null) {
      int[] made = new int[BLOCK];
      block = (int[]) BLOCKS.compareAndExchange(blocks, number, null, made);
      if (block == null) {
        block = made;
      }
    }
    return block;
  }

  /** The counts so far in protobuf, which are then forgotten. */
  byte[] drain() {
    int lowest = -1;
    int highest = -1;
    int[] counts = new int[MAX_BLOCKS * BLOCK];
    for (int b = 0; b < MAX_BLOCKS; b++) {
      int[] block = (int[]) BLOCKS.getAcquire(blocks, b);
      for (int i = 0; block != null && i < BLOCK; i++) {
        if ((int) COUNTS.getOpaque(block, i) != 0) {
          int at = b * BLOCK + i;
          counts[at] = (int) COUNTS.getAndSet(block, i, 0);
          lowest = lowest < 0 ? at : lowest;
          highest = at;
        }
      }
    }
    return encode(counts, lowest, highest);
  }

  /** A sketch that counts nothing. */
  static byte[] empty() {
    return encode(new int[0], -1, -1);
  }

  /**
   * The protobuf of counts from one index to another: field 1 the mapping, field 2 the bins of
   * positive values (2: the counts as doubles, 3: the index of the first, zigzag), field 3 those of
   * negative values, which there are none of.
   */
  private static byte[] encode(int[] counts, int lowest, int highest) {
    int first = Math.max(lowest, highest - MAX_BINS + 1);
    int bins = lowest < 0 ? 0 : highest - first + 1;
    int packed = bins * Double.BYTES;
    ByteBuffer out = ByteBuffer.allocate(64 + packed).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAPPING).put((byte) 0x12);
    if (bins == 0) {
      out.put((byte) 0);
    } else {
      int zigzag = first << 1;
      writeVarint(out, 1 + varintLength(packed) + packed + 1 + varintLength(zigzag));
      out.put((byte) 0x12);
      writeVarint(out, packed);
      double below = 0;
      for (int i = lowest; i < first; i++) {
        below += counts[i];
      }
      for (int i = first; i <= highest; i++) {
        out.putDouble(counts[i] + below);
        below = 0;
      }
      out.put((byte) 0x18);
      writeVarint(out, zigzag);
    }
    out.put((byte) 0x1a).put((byte) 0);
    byte[] result = new byte[out.position()];
    out.flip().get(result);
    return result;
  }

  private static byte[] mapping() {
    ByteBuffer out = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x0a).put((byte) 18);
    out.put((byte) 0x09).putDouble(GAMMA).put((byte) 0x11).putDouble(OFFSET);
    return out.array();
  }

  private static int varintLength(int value) {
    int length = 1;
    for (int rest = value >>> 7; rest != 0; rest >>>= 7) {
      length++;
    }
    return length;
  }

  private static void writeVarint(ByteBuffer out, int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }
}
