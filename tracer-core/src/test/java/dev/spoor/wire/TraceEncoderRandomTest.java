package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;
import org.msgpack.value.ValueType;

/** Random spans come out of two decoders as they went in. */
class TraceEncoderRandomTest {
  private static final String[] COLLIDING = {
    "env",
    "version",
    "language",
    "runtime-id",
    "thread.name",
    "thread.id",
    "process_id",
    "_dd.top_level",
    "_dd.p.tid",
    "_dd.p.dm",
    "_dd.integration",
    "_dd.svc_src",
    "_dd.origin",
    "_sampling_priority_v1",
    "_dd.measured",
    "_dd.base_service",
    "component",
    "team",
    "_dd.agent_psr",
    "_dd.hostname",
    "_dd.tracer_host",
    "_dd.parent_id"
  };

  private final Random random = new Random(4711);
  private final Chunk chunk = new Chunk();

  @Test
  void randomSpansRoundTrip() throws Exception {
    for (int round = 0; round < 300; round++) {
      Span root = chunk.tracer.start(text(20) + "r");
      List<Map<String, Object>> expected = new ArrayList<>();
      List<Span> spans = new ArrayList<>(List.of(root));
      for (int i = random.nextInt(5); i > 0; i--) {
        spans.add(chunk.tracer.start(text(200), root));
      }
      for (int i = spans.size() - 1; i >= 0; i--) {
        expected.add(0, fill(spans.get(i)));
        spans.get(i).finish();
      }
      check(round, spans, expected);
    }
  }

  @Test
  void aChunkOfTenThousandSpansAndASpanOfThousandsOfTags() throws Exception {
    Span root = chunk.tracer.start("root");
    for (int i = 0; i < 4_000; i++) {
      root.setTag("key" + i, i % 2 == 0 ? "value" + i : "");
      root.setTag("number" + i, i / 2.0);
    }
    for (int i = 0; i < 9_999; i++) {
      chunk.tracer.start("step" + i, root).finish();
    }
    root.finish();

    DecodedTrace trace = chunk.decoded(0);
    assertThat(trace.spans()).hasSize(10_000);
    assertThat(trace.spans().get(9_999).name()).isEqualTo("step0");
    assertThat(trace.spans().get(0).meta()).hasSizeGreaterThan(1_000);
    assertThat(trace.spans().get(0).metrics()).hasSizeGreaterThan(1_000);
    distinctKeys(chunk.payload(0));
  }

  private Map<String, Object> fill(Span span) {
    Map<String, Object> tags = new HashMap<>();
    if (random.nextInt(4) == 0) {
      span.setService("other" + text(5), "m");
    }
    span.setResource(text(300), ResourceRank.BY_HAND);
    for (int i = random.nextInt(40); i > 0; i--) {
      String key =
          random.nextInt(4) == 0 ? COLLIDING[random.nextInt(COLLIDING.length)] : "k" + i + text(12);
      switch (random.nextInt(4)) {
        case 0 -> {
          String value = text(random.nextInt(50) == 0 ? 70_000 : 80);
          span.setTag(key, value);
          tags.put(key, value.isEmpty() ? null : value);
        }
        case 1 -> {
          long value = random.nextLong();
          span.setTag(key, value);
          tags.put(key, (double) value);
        }
        case 2 -> {
          double value = Double.longBitsToDouble(random.nextLong());
          span.setTag(key, value);
          tags.put(key, Double.isFinite(value) ? value : null);
        }
        default -> {
          double value = random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY;
          span.setTag(key, value);
          tags.put(key, null);
        }
      }
    }
    return tags;
  }

  private void check(int round, List<Span> spans, List<Map<String, Object>> expected)
      throws Exception {
    distinctKeys(chunk.payload(round));
    DecodedTrace trace = chunk.decoded(round);
    assertThat(trace.spans()).hasSameSizeAs(spans);
    Set<String> reserved = Set.of(COLLIDING);
    for (int i = 0; i < spans.size(); i++) {
      DecodedSpan read = trace.spans().get(i);
      assertThat(read.spanId()).isEqualTo(spans.get(i).spanId());
      assertThat(read.duration()).isEqualTo(spans.get(i).duration());
      String resource = spans.get(i).resource();
      assertThat(read.resource())
          .isEqualTo(wire(resource.isEmpty() ? spans.get(i).operation() : resource, 5_000));
      expected
          .get(i)
          .forEach(
              (key, value) -> {
                if (reserved.contains(key)) {
                  return;
                }
                if (value instanceof Double) {
                  assertThat(read.metric(wire(key, 200))).isEqualTo(value);
                } else if (value != null) {
                  assertThat(read.tag(wire(key, 200))).isEqualTo(wire((String) value, 25_000));
                }
              });
    }
    Object env = expected.get(0).get("env");
    assertThat(trace.spans().get(0).tag("env"))
        .isEqualTo(env instanceof String ? wire((String) env, 25_000) : "prod");
  }

  /** What is left of a text on the wire. */
  private static String wire(String text, int maxBytes) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int end = Math.min(bytes.length, maxBytes);
    while (end < bytes.length && (bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** By another decoder: no nil, no key twice, no 32-bit float, nothing left over. */
  private static void distinctKeys(byte[] payload) throws Exception {
    try (MessageUnpacker in = MessagePack.newDefaultUnpacker(payload)) {
      assertThat(in.unpackArrayHeader()).isEqualTo(1);
      for (int spans = in.unpackArrayHeader(); spans > 0; spans--) {
        Set<String> fields = new HashSet<>();
        for (int entries = in.unpackMapHeader(); entries > 0; entries--) {
          String field = in.unpackString();
          assertThat(fields.add(field)).as(field).isTrue();
          if (field.equals("meta") || field.equals("metrics")) {
            Set<String> keys = new HashSet<>();
            for (int tags = in.unpackMapHeader(); tags > 0; tags--) {
              String key = in.unpackString();
              assertThat(keys.add(key)).as(key).isTrue();
              Value value = in.unpackValue();
              assertThat(value.getValueType())
                  .isEqualTo(field.equals("meta") ? ValueType.STRING : ValueType.FLOAT);
            }
          } else {
            assertThat(in.unpackValue().isNilValue()).as(field).isFalse();
          }
        }
        assertThat(fields).contains("service", "name", "resource", "trace_id", "span_id");
      }
      assertThat(in.hasNext()).isFalse();
    }
  }

  private String text(int max) {
    int length = max < 1_000 ? random.nextInt(max + 1) : max;
    StringBuilder text = new StringBuilder(length);
    while (text.length() < length) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.append((char) (0xd800 + random.nextInt(0x800)));
        case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x10000));
        case 3 -> text.append((char) random.nextInt(0x800));
        default -> text.append((char) (' ' + random.nextInt(95)));
      }
    }
    return text.toString();
  }
}
