package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.wire.TraceDecoderTest.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** What v1.0 has of its own: the table that grows, the places of a chunk's fields, the refusals. */
class IndexedPayloadDecoderTest {
  private static byte[] packed(Value value) throws IOException {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      value.pack(packer);
      return packer.toByteArray();
    }
  }

  private static Value chunkWith(int key, Value value) {
    return p -> {
      p.packMapHeader(1).packInt(11).packArrayHeader(1).packMapHeader(1).packInt(key);
      value.pack(p);
    };
  }

  private static Value spanWith(int key, Value value) {
    return chunkWith(
        4,
        p -> {
          p.packArrayHeader(1).packMapHeader(1).packInt(key);
          value.pack(p);
        });
  }

  private static DecodedSpan span(int key, Value value) throws Exception {
    return TraceDecoder.decodeV10(packed(spanWith(key, value))).get(0).spans().get(0);
  }

  private static void assertRefused(String reason, Value payload) throws IOException {
    byte[] body = packed(payload);
    assertThatThrownBy(() -> TraceDecoder.decodeV10(body))
        .isInstanceOf(MalformedPayload.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aTextThatIsRepeatedKeepsItsFirstIndex() throws Exception {
    Value texts =
        p -> {
          p.packArrayHeader(9);
          p.packString("a").packInt(1).packString("a");
          p.packString("b").packInt(1).packString("");
          p.packString("c").packInt(1).packInt(2);
        };
    assertThat(span(9, texts).meta()).isEqualTo(Map.of("a", "a", "b", "", "c", "b"));
  }

  @Test
  void indicesBeyondTheTableAreRefused() throws Exception {
    assertThat(span(1, p -> p.packInt(0)).service()).isEmpty();
    assertRefused("index 1 in a string table of 1", spanWith(1, p -> p.packInt(1)));
    assertRefused("overflows uint32", spanWith(1, p -> p.packLong(1L << 32)));
    assertRefused("unsigned", spanWith(1, p -> p.packInt(-1)));
    assertRefused("bin", spanWith(1, p -> p.packBinaryHeader(0)));
  }

  @Test
  void theFieldsOfAChunkMayComeFirstAndGoToItsFirstSpan() throws Exception {
    byte[] id = ByteBuffer.allocate(16).putLong(0xa).putLong(0xb).array();
    byte[] body =
        packed(
            p -> {
              p.packMapHeader(1).packInt(11).packArrayHeader(1).packMapHeader(4);
              p.packInt(1).packInt(-1);
              p.packInt(7).packInt(0);
              p.packInt(6).packBinaryHeader(16).writePayload(id);
              p.packInt(4).packArrayHeader(2).packMapHeader(0).packMapHeader(0);
            });
    List<DecodedSpan> spans = TraceDecoder.decodeV10(body).get(0).spans();
    assertThat(spans).extracting(DecodedSpan::traceId).containsExactly(0xbL, 0xbL);
    assertThat(spans.get(0).meta()).isEqualTo(Map.of("_dd.p.tid", "000000000000000a"));
    assertThat(spans.get(0).metrics()).isEqualTo(Map.of("_sampling_priority_v1", -1.0));
    assertThat(spans.get(1).meta()).isEmpty();
    assertThat(spans.get(1).metrics()).isEmpty();
  }

  @Test
  void unknownKeysAreRefusedEverywhere() throws Exception {
    assertRefused("into the payload", p -> p.packMapHeader(1).packInt(12).packInt(0));
    assertRefused("into a chunk", chunkWith(8, p -> p.packInt(0)));
    assertRefused("into a span", spanWith(17, p -> p.packInt(0)));
    Value map = p -> p.packArrayHeader(1).packMapHeader(1).packInt(6).packInt(0);
    assertRefused("into a link", spanWith(11, map));
    assertRefused("into an event", spanWith(12, map));
  }

  @Test
  void valuesOutOfRangeAreRefused() throws Exception {
    assertRefused("16 bytes", chunkWith(6, p -> p.packBinaryHeader(2).packInt(1).packInt(1)));
    assertRefused("none of 0 to 5", spanWith(16, p -> p.packInt(6)));
    assertRefused("a bool", spanWith(8, p -> p.packInt(1)));
    for (int time : new int[] {6, 7}) {
      assertRefused("overflows", spanWith(time, p -> p.packBigInteger(BigInteger.TWO.pow(63))));
      assertRefused("unsigned", spanWith(time, p -> p.packInt(-1)));
    }
  }

  @Test
  void attributesAreTripletsOfPlainValues() throws Exception {
    assertRefused("multiple of 3", spanWith(9, p -> p.packArrayHeader(1).packString("a")));
    for (int type : new int[] {0, 5, 6, 7, 8}) {
      Value attribute = p -> p.packArrayHeader(3).packInt(0).packInt(type).packArrayHeader(0);
      assertRefused("not allowed here", spanWith(9, attribute));
    }
    Value floats = p -> p.packArrayHeader(3).packInt(0).packInt(3).packFloat(1);
    assertRefused("a float64", spanWith(9, floats));
  }

  @Test
  void arraysOfEventsHoldPairsAndNoArrays() throws Exception {
    assertRefused("even number", event(p -> p.packArrayHeader(1).packInt(1)));
    assertRefused("not allowed", event(p -> p.packArrayHeader(2).packInt(6).packArrayHeader(0)));
  }

  private static Value event(Value array) {
    return spanWith(
        12,
        p -> {
          p.packArrayHeader(1).packMapHeader(1).packInt(3).packArrayHeader(3);
          p.packInt(0).packInt(6);
          array.pack(p);
        });
  }
}
