package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written is read back as it was, and as the vector has it. */
class StatsEncoderTest {
  private final StatsEncoder encoder = new StatsEncoder();

  private void assertRoundTrip(DecodedStats stats) throws MalformedPayload {
    DecodedStats read = StatsDecoder.decode(encoder.encode(stats));
    assertThat(read)
        .usingRecursiveComparison()
        .withComparatorForType(Arrays::compare, byte[].class)
        .isEqualTo(stats);
  }

  @Test
  void writesTheReferenceVectorAgain() throws Exception {
    for (Vectors vector : Vectors.of("/v0.6/stats")) {
      assertRoundTrip(StatsDecoder.decode(vector.body()));
    }
  }

  @Test
  void roundTripsWhateverIsInIt() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      List<DecodedStats.Bucket> buckets = new ArrayList<>();
      for (int b = random.nextInt(3); b > 0; b--) {
        List<DecodedStats.Group> groups = new ArrayList<>();
        for (int g = random.nextInt(20); g > 0; g--) {
          groups.add(group(random));
        }
        buckets.add(new DecodedStats.Bucket(natural(random), natural(random), groups));
      }
      assertRoundTrip(
          new DecodedStats(
              text(random),
              natural(random),
              text(random),
              text(random),
              text(random),
              text(random),
              buckets,
              text(random),
              text(random)));
    }
  }

  @Test
  void anUnknownCommitCostsNotAByte() throws Exception {
    DecodedStats with = new DecodedStats("r", 0, "h", "s", "e", "v", List.of(), "", "c0ffee");
    DecodedStats without = new DecodedStats("r", 0, "h", "s", "e", "v", List.of(), "", "");
    assertThat(StatsDecoder.decode(encoder.encode(with)).gitCommitSha()).isEqualTo("c0ffee");
    // A key and a value, each with one byte for its length.
    int cost = 1 + "GitCommitSha".length() + 1 + "c0ffee".length();
    assertThat(encoder.encode(with)).hasSize(encoder.encode(without).length + cost);
  }

  private static DecodedStats.Group group(Random random) {
    List<String> peers = new ArrayList<>();
    for (int p = random.nextInt(3); p > 0; p--) {
      peers.add(text(random));
    }
    byte[] sketch = new byte[random.nextInt(4) * 30_000];
    random.nextBytes(sketch);
    return new DecodedStats.Group(
        text(random),
        text(random),
        text(random),
        text(random),
        text(random),
        random.nextInt(600),
        random.nextBoolean(),
        random.nextInt(3),
        peers,
        natural(random),
        natural(random),
        natural(random),
        natural(random),
        sketch,
        new byte[0],
        text(random),
        text(random),
        text(random),
        text(random));
  }

  private static long natural(Random random) {
    return random.nextLong() >>> 1 + random.nextInt(63);
  }

  private static String text(Random random) {
    String alphabet = "aZ0.é€😀";
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(50); n > 0; n--) {
      text.appendCodePoint(alphabet.codePoints().toArray()[random.nextInt(7)]);
    }
    return text.toString();
  }
}
