package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** The leniencies and refusals of an Agent's decoder, one by one. */
class TraceDecoderTest {
  /** Writes the value of one field of a span. */
  interface Value {
    void pack(MessageBufferPacker packer) throws IOException;
  }

  private static byte[] bodyWith(String key, Value value) throws IOException {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      packer.packArrayHeader(1).packArrayHeader(1).packMapHeader(1).packString(key);
      value.pack(packer);
      return packer.toByteArray();
    }
  }

  private static DecodedSpan spanWith(String key, Value value) throws Exception {
    return TraceDecoder.decodeV04(bodyWith(key, value)).get(0).spans().get(0);
  }

  private static void assertRefused(String key, Value value) throws IOException {
    byte[] body = bodyWith(key, value);
    assertThatThrownBy(() -> TraceDecoder.decodeV04(body))
        .as(key)
        .isInstanceOf(MalformedPayload.class)
        .hasMessageContaining("at byte");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service",
        "name",
        "resource",
        "type",
        "trace_id",
        "span_id",
        "parent_id",
        "start",
        "duration",
        "error",
        "meta",
        "metrics"
      })
  void nilReadsAsEmpty(String key) throws Exception {
    assertThat(JsonRendering.of(spanWith(key, p -> p.packNil())))
        .isEqualTo(JsonRendering.of(new SpanFields().span()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"meta_struct", "span_links", "span_events"})
  void nilIsRefusedInYoungerFields(String key) throws Exception {
    assertRefused(key, p -> p.packNil());
  }

  @Test
  void idsAreUnsignedAndNegativeOnesReinterpreted() throws Exception {
    assertThat(spanWith("trace_id", p -> p.packLong(-1)).traceId()).isEqualTo(-1L);
    assertThat(spanWith("span_id", p -> p.packLong(Long.MIN_VALUE)).spanId())
        .isEqualTo(Long.MIN_VALUE);
    assertThat(
            spanWith("parent_id", p -> p.packBigInteger(new BigInteger("18446744073709551615")))
                .parentId())
        .isEqualTo(-1L);
    assertRefused("trace_id", p -> p.packString("1"));
    assertRefused("trace_id", p -> p.packDouble(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "duration"})
  void timesTakeAnyIntegerThatFits(String key) throws Exception {
    for (long value :
        new long[] {0, -1, 127, 128, -129, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE}) {
      DecodedSpan span = spanWith(key, p -> p.packLong(value));
      assertThat(key.equals("start") ? span.start() : span.duration()).isEqualTo(value);
    }
    assertRefused(key, p -> p.packBigInteger(BigInteger.TWO.pow(63)));
    assertRefused(key, p -> p.packDouble(1));
  }

  @Test
  void errorIsOf32Bits() throws Exception {
    assertThat(spanWith("error", p -> p.packInt(-7)).error()).isEqualTo(-7);
    assertThat(spanWith("error", p -> p.packInt(1)).isError()).isTrue();
    assertRefused("error", p -> p.packLong(1L << 31));
    assertRefused("error", p -> p.packBoolean(true));
    assertRefused("error", p -> p.packString("1"));
  }

  @Test
  void metricsAreIntegersOrFloat64() throws Exception {
    DecodedSpan span =
        spanWith(
            "metrics",
            p -> {
              p.packMapHeader(5);
              p.packString("double").packDouble(0.1);
              p.packString("negative").packInt(-5);
              p.packString("large").packBigInteger(BigInteger.TWO.pow(63));
              p.packString("nil").packNil();
              p.packString("nan").packDouble(Double.NaN);
            });
    assertThat(span.metric("double")).isEqualTo(0.1);
    assertThat(span.metric("negative")).isEqualTo(-5.0);
    assertThat(span.metric("large")).isEqualTo(0x1p63);
    assertThat(span.metric("nil")).isEqualTo(0.0);
    assertThat(span.metric("nan")).isNaN();
    assertThat(span.metric("absent")).isNull();
    assertRefused("metrics", p -> p.packMapHeader(1).packString("x").packFloat(1));
    assertRefused("metrics", p -> p.packMapHeader(1).packString("x").packString("1"));
    assertRefused("metrics", p -> p.packMapHeader(1).packString("x").packBoolean(true));
  }

  @Test
  void tagsAreStringsAndNilIsTheEmptyOne() throws Exception {
    assertThat(spanWith("meta", p -> p.packMapHeader(1).packString("x").packNil()).tag("x"))
        .isEmpty();
    assertRefused("meta", p -> p.packMapHeader(1).packString("x").packInt(1));
    assertRefused("meta", p -> p.packMapHeader(1).packString("x").packBoolean(true));
    assertRefused("meta", p -> p.packMapHeader(1).packInt(1).packString("x"));
    assertRefused("meta", p -> p.packArrayHeader(0));
  }

  @Test
  void stringsMayBeBinAndBrokenOnesAreRepaired() throws Exception {
    byte[] broken = {'a', (byte) 0xff, 'b'};
    assertThat(spanWith("name", p -> p.packBinaryHeader(3).writePayload(broken)).name())
        .isEqualTo("a\ufffdb");
    assertThat(spanWith("name", p -> p.packRawStringHeader(3).writePayload(broken)).name())
        .isEqualTo("a\ufffdb");
    assertRefused("name", p -> p.packInt(1));
    assertRefused("name", p -> p.packBoolean(false));
  }

  @Test
  void metaStructTakesStrToBinOnly() throws Exception {
    byte[] document = {(byte) 0x80};
    DecodedSpan span =
        spanWith(
            "meta_struct",
            p -> p.packMapHeader(1).packString("k").packBinaryHeader(1).writePayload(document));
    assertThat(span.metaStruct().get("k")).isEqualTo(document);
    assertRefused("meta_struct", p -> p.packMapHeader(1).packString("k").packString("v"));
    assertRefused(
        "meta_struct",
        p -> p.packMapHeader(1).packBinaryHeader(1).writePayload(document).packNil());
  }

  @Test
  void unknownKeysAreSkippedAndOfRepeatedOnesTheLastCounts() throws Exception {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      packer.packArrayHeader(1).packArrayHeader(1).packMapHeader(5);
      packer.packString("future").packMapHeader(1).packString("a").packArrayHeader(2).packFloat(1);
      packer.packExtensionTypeHeader((byte) 7, 3).writePayload(new byte[3]);
      packer.packString("name").packString("first");
      packer.packString("meta").packMapHeader(1).packString("a").packString("1");
      packer.packString("meta").packMapHeader(1).packString("b").packString("2");
      packer.packString("name").packString("last");
      DecodedSpan span = TraceDecoder.decodeV04(packer.toByteArray()).get(0).spans().get(0);
      assertThat(span.name()).isEqualTo("last");
      assertThat(span.meta()).containsOnlyKeys("b");
    }
  }

  @Test
  void eventAttributesAreHeldToTheirTypes() throws Exception {
    assertRefused("span_events", event(p -> p.packMapHeader(1).packString("type").packInt(5)));
    assertRefused(
        "span_events", event(p -> p.packMapHeader(1).packString("double_value").packFloat(1)));
    assertRefused(
        "span_events", event(p -> p.packMapHeader(1).packString("double_value").packInt(1)));
    Value arrayInArray =
        p -> {
          for (int i = 0; i < 2; i++) {
            p.packMapHeader(2).packString("type").packInt(4).packString("array_value");
            p.packMapHeader(1).packString("values").packArrayHeader(i == 0 ? 1 : 0);
          }
        };
    assertRefused("span_events", event(arrayInArray));
  }

  private static Value event(Value attribute) {
    return p -> {
      p.packArrayHeader(1).packMapHeader(1).packString("attributes").packMapHeader(1);
      p.packString("a");
      attribute.pack(p);
    };
  }

  @Test
  void deepNestingIsSkippedInConstantStack() throws Exception {
    byte[] head = bodyWith("future", p -> {});
    byte[] body = new byte[head.length + 2_000_000];
    System.arraycopy(head, 0, body, 0, head.length);
    Arrays.fill(body, head.length, body.length - 1, (byte) 0x91);
    body[body.length - 1] = (byte) 0xc0;
    assertThat(TraceDecoder.decodeV04(body)).hasSize(1);
  }

  @Test
  void declaredLengthsAreHeldAgainstWhatIsThere() {
    // Each declares up to four billion of something in a body of a few bytes.
    List<byte[]> bodies = new ArrayList<>();
    for (int head : new int[] {0xdd, 0xdf, 0xc6, 0xdb, 0xc9}) {
      for (int first : new int[] {0x01, 0x7f, 0xff}) {
        byte[] declared = {(byte) head, (byte) first, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0};
        bodies.add(declared);
        bodies.add(join(new byte[] {(byte) 0x91}, declared));
        bodies.add(join(new byte[] {(byte) 0x91, (byte) 0x91}, declared));
        bodies.add(
            join("\u0091\u0091\u0081\u00a4meta".getBytes(StandardCharsets.ISO_8859_1), declared));
        bodies.add(join(new byte[] {(byte) 0x81, 11}, declared));
        bodies.add(join(new byte[] {(byte) 0x81, 10}, declared));
        bodies.add(
            join("\u0091\u0091\u0081\u00a1x".getBytes(StandardCharsets.ISO_8859_1), declared));
      }
    }
    for (byte[] body : bodies) {
      assertThatThrownBy(() -> TraceDecoder.decodeV04(body)).isInstanceOf(MalformedPayload.class);
      assertThatThrownBy(() -> TraceDecoder.decodeV05(body)).isInstanceOf(MalformedPayload.class);
      assertThatThrownBy(() -> TraceDecoder.decodeV07(body)).isInstanceOf(MalformedPayload.class);
      assertThatThrownBy(() -> TraceDecoder.decodeV10(body)).isInstanceOf(MalformedPayload.class);
      assertThatThrownBy(() -> StatsDecoder.decode(body)).isInstanceOf(MalformedPayload.class);
    }
  }

  @Test
  void aBodyOfTinyValuesIsRefusedBeforeItFillsTheHeap() {
    int count = MsgpackReader.MAX_VALUES + 1;
    byte[] body = new byte[count + 5];
    Arrays.fill(body, (byte) 0x90);
    body[0] = (byte) 0xdd;
    for (int i = 0; i < 4; i++) {
      body[1 + i] = (byte) (count >>> (24 - 8 * i));
    }
    assertThatThrownBy(() -> TraceDecoder.decodeV04(body))
        .isInstanceOf(MalformedPayload.class)
        .hasMessageContaining("more than");
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  @Test
  void otherPathsAreNoTraceEndpoints() {
    assertThat(TraceDecoder.knows("/v0.4/traces")).isTrue();
    assertThat(TraceDecoder.knows("/v1.0/traces")).isTrue();
    assertThat(TraceDecoder.knows("/v1/traces")).isFalse();
    assertThatThrownBy(() -> TraceDecoder.decode("/v1/traces", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
