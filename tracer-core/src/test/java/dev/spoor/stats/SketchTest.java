package dev.spoor.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.wire.DecodedStats;
import dev.spoor.wire.StatsDecoder;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SketchTest {
  /** Reads the bins back: index to count. */
  static Map<Integer, Double> bins(byte[] protobuf) {
    ByteBuffer in = ByteBuffer.wrap(protobuf).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(in.get()).isEqualTo((byte) 0x0a);
    assertThat(in.get()).isEqualTo((byte) 18);
    assertThat(in.get()).isEqualTo((byte) 0x09);
    assertThat(in.getDouble()).isEqualTo(1.015625);
    assertThat(in.get()).isEqualTo((byte) 0x11);
    assertThat(in.getDouble()).isEqualTo(1.8761281912861705);
    assertThat(in.get()).isEqualTo((byte) 0x12);
    int store = varint(in);
    int end = in.position() + store;
    Map<Integer, Double> bins = new TreeMap<>();
    if (store > 0) {
      assertThat(in.get()).isEqualTo((byte) 0x12);
      int packed = varint(in);
      int from = in.position();
      in.position(from + packed);
      assertThat(in.get()).isEqualTo((byte) 0x18);
      int zigzag = varint(in);
      int first = zigzag >>> 1 ^ -(zigzag & 1);
      for (int i = 0; i < packed / 8; i++) {
        double count = in.getDouble(from + i * 8);
        if (count != 0) {
          bins.put(first + i, count);
        }
      }
    }
    assertThat(in.position()).isEqualTo(end);
    assertThat(in.get()).isEqualTo((byte) 0x1a);
    assertThat(in.get()).isZero();
    assertThat(in.hasRemaining()).isFalse();
    return bins;
  }

  private static int varint(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  @Test
  void isEmptyAsTheReferenceHasIt() {
    String empty = "0a1209000000000040f03f1100d88afe9e04fe3f12001a00";
    assertThat(HexFormat.of().formatHex(new Sketch().drain())).isEqualTo(empty);
    assertThat(HexFormat.of().formatHex(Sketch.empty())).isEqualTo(empty);
  }

  /** Its durations are not in the vector, but their sum is, and only these fit bins and sum. */
  @Test
  void theReferencesDurationsMakeItsSketchesToTheByte() throws Exception {
    byte[] vector;
    try (InputStream in = SketchTest.class.getResourceAsStream("/vectors/v06-01-stats.msgpack")) {
      vector = in.readAllBytes();
    }
    DecodedStats.Group group = StatsDecoder.decode(vector).buckets().get(0).groups().get(0);
    long[] ok = {9_000_000, 12_000_000, 15_250_000, 900_000_000};
    long failed = 31_000_000;
    assertThat(LongStream.of(ok).sum() + failed).isEqualTo(group.duration());

    Sketch sketch = new Sketch();
    LongStream.of(ok).forEach(sketch::add);
    assertThat(sketch.drain()).isEqualTo(group.okSummary());
    sketch.add(failed);
    assertThat(sketch.drain()).isEqualTo(group.errorSummary());
  }

  @Test
  void eachDurationIsInABinThatHoldsItToWithinItsAccuracy() {
    Random random = new Random(7);
    double accuracy = (Sketch.GAMMA - 1) / (Sketch.GAMMA + 1);
    for (int i = 0; i < 50_000; i++) {
      long nanos = Math.max(1, random.nextLong() >>> 1 + random.nextInt(62));
      int index = Sketch.index(nanos);
      double low = Math.pow(Sketch.GAMMA, index - Sketch.OFFSET);
      double stands = low * (1 + accuracy);
      assertThat(Math.abs(stands - nanos) / nanos).isLessThan(accuracy + 1e-9);
    }
    assertThat(Sketch.index(1)).isEqualTo(1);
    assertThat(Sketch.index(0)).isEqualTo(1);
    assertThat(Sketch.index(Long.MAX_VALUE)).isLessThan(45 * 64);
  }

  @Test
  void drainingForgetsAndNothingIsLost() {
    Sketch sketch = new Sketch();
    sketch.add(1_000_000);
    sketch.add(1_000_000);
    sketch.add(5_000_000_000L);
    int low = Sketch.index(1_000_000);
    int high = Sketch.index(5_000_000_000L);
    assertThat(bins(sketch.drain())).isEqualTo(Map.of(low, 2.0, high, 1.0));
    sketch.add(1_000_000);
    assertThat(bins(sketch.drain())).isEqualTo(Map.of(low, 1.0));
    assertThat(bins(sketch.drain())).isEmpty();
  }

  @Test
  void tooManyBinsAreAddedUpAtTheLowEnd() {
    Sketch sketch = new Sketch();
    sketch.add(1);
    sketch.add(2);
    sketch.add(1_000);
    sketch.add(Long.MAX_VALUE / 2);
    Map<Integer, Double> bins = bins(sketch.drain());
    int highest = Sketch.index(Long.MAX_VALUE / 2);
    assertThat(bins).isEqualTo(Map.of(highest - Sketch.MAX_BINS + 1, 3.0, highest, 1.0));
  }
}
