package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is decoded of v0.5 is what was decoded of v0.4. */
class CompactTracesTest {
  private final CompactTraces form = new CompactTraces();

  /** Header bytes of the outermost array. */
  private static int header(byte[] body) {
    int first = body[0] & 0xff;
    return first < 0xa0 ? 1 : first == 0xdc ? 3 : 5;
  }

  @Test
  void holdsTheSameSpansAsTheVectorsOfV04() throws Exception {
    int compared = 0;
    for (Vectors vector : Vectors.of("/v0.4/traces")) {
      if (vector.isRefused()) {
        continue;
      }
      List<DecodedTrace> traces = TraceDecoder.decodeV04(vector.body());
      byte[] chunks =
          Arrays.copyOfRange(vector.body(), header(vector.body()), vector.body().length);
      byte[] compact = form.of(chunks, traces.size());
      if (compact == null) {
        continue; // bytes behind the payload, which our encoder does not write
      }
      List<DecodedTrace> decoded = TraceDecoder.decodeV05(compact);
      assertThat(decoded).hasSameSizeAs(traces);
      for (int t = 0; t < traces.size(); t++) {
        List<DecodedSpan> before = traces.get(t).spans();
        List<DecodedSpan> after = decoded.get(t).spans();
        assertThat(after).hasSameSizeAs(before);
        for (int s = 0; s < before.size(); s++) {
          assertThat(after.get(s).spanId()).isEqualTo(before.get(s).spanId());
          assertThat(after.get(s).traceId()).isEqualTo(before.get(s).traceId());
          assertThat(after.get(s).parentId()).isEqualTo(before.get(s).parentId());
          assertThat(after.get(s).service()).isEqualTo(before.get(s).service());
          assertThat(after.get(s).name()).isEqualTo(before.get(s).name());
          assertThat(after.get(s).resource()).isEqualTo(before.get(s).resource());
          assertThat(after.get(s).type()).isEqualTo(before.get(s).type());
          assertThat(after.get(s).start()).isEqualTo(before.get(s).start());
          assertThat(after.get(s).duration()).isEqualTo(before.get(s).duration());
          assertThat(after.get(s).error()).isEqualTo(before.get(s).error());
          assertThat(after.get(s).meta()).isEqualTo(before.get(s).meta());
          assertThat(after.get(s).metrics()).isEqualTo(before.get(s).metrics());
        }
      }
      compared++;
    }
    assertThat(compared).isGreaterThan(8);
  }

  @Test
  void whateverElseItIsGivenItRefuses() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      // Never an exception, and never a payload with another number of traces.
      assertThat(form.of(noise, 1_000)).isNull();
    }
  }
}
