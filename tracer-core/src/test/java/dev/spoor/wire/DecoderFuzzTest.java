package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/**
 * Random payloads of another encoder decode to what went in, and random damage to good payloads
 * ends in a refusal at worst: never another exception, never memory out of proportion.
 */
class DecoderFuzzTest {
  private static final long SEED = 20_260_101;
  private static final int MUTATIONS_PER_VECTOR = 1_500;

  /** Heap that a decoder may use per byte of body, and in any case. */
  private static final long BYTES_PER_BYTE = 300;

  /** Generous, because the first use of each message links its string concatenation. */
  private static final long BYTES_ANYWAY = 4 * 1024 * 1024;

  private final Random random = new Random(SEED);

  @Test
  void payloadsOfAnotherEncoderDecodeToWhatWentIn() throws Exception {
    for (int i = 0; i < 500; i++) {
      List<List<DecodedSpan>> traces = new ArrayList<>();
      for (int t = random.nextInt(4); t > 0; t--) {
        List<DecodedSpan> spans = new ArrayList<>();
        for (int s = random.nextInt(5); s > 0; s--) {
          spans.add(span());
        }
        traces.add(spans);
      }
      List<DecodedTrace> decoded = TraceDecoder.decodeV04(pack(traces));
      assertThat(decoded.stream().map(DecodedTrace::spans).toList()).isEqualTo(traces);
    }
  }

  private DecodedSpan span() {
    SpanFields fields = new SpanFields();
    fields.service = text();
    fields.name = text();
    fields.resource = text();
    fields.type = text();
    fields.traceId = number();
    fields.spanId = number();
    fields.parentId = number();
    fields.start = number() & Long.MAX_VALUE;
    fields.duration = number() & Long.MAX_VALUE;
    fields.error = random.nextInt();
    Map<String, String> meta = new LinkedHashMap<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      meta.put(text(), text());
      metrics.put(text(), random.nextBoolean() ? random.nextDouble() : (double) (int) number());
    }
    fields.meta = meta;
    fields.metrics = metrics;
    return fields.span();
  }

  /** Numbers of all widths, with the edges of each. */
  private long number() {
    long value = random.nextLong() >>> random.nextInt(64);
    return switch (random.nextInt(4)) {
      case 0 -> (1L << random.nextInt(64)) - random.nextInt(2);
      case 1 -> random.nextLong();
      default -> value;
    };
  }

  private String text() {
    int length = random.nextInt(400) == 0 ? random.nextInt(70_000) : random.nextInt(40);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x11000);
      text.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 'x' : c);
    }
    return text.toString();
  }

  private static byte[] pack(List<List<DecodedSpan>> traces) throws IOException {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      packer.packArrayHeader(traces.size());
      for (List<DecodedSpan> spans : traces) {
        packer.packArrayHeader(spans.size());
        for (DecodedSpan span : spans) {
          pack(packer, span);
        }
      }
      return packer.toByteArray();
    }
  }

  private static void pack(MessageBufferPacker packer, DecodedSpan span) throws IOException {
    packer.packMapHeader(12);
    packer.packString("service").packString(span.service());
    packer.packString("name").packString(span.name());
    packer.packString("resource").packString(span.resource());
    packer.packString("type").packString(span.type());
    packer.packString("trace_id").packBigInteger(unsigned(span.traceId()));
    packer.packString("span_id").packBigInteger(unsigned(span.spanId()));
    packer.packString("parent_id").packBigInteger(unsigned(span.parentId()));
    packer.packString("start").packLong(span.start());
    packer.packString("duration").packLong(span.duration());
    packer.packString("error").packInt(span.error());
    packer.packString("meta").packMapHeader(span.meta().size());
    for (Map.Entry<String, String> tag : span.meta().entrySet()) {
      packer.packString(tag.getKey()).packString(tag.getValue());
    }
    packer.packString("metrics").packMapHeader(span.metrics().size());
    for (Map.Entry<String, Double> metric : span.metrics().entrySet()) {
      packer.packString(metric.getKey());
      double value = metric.getValue();
      if (value == (long) value) {
        packer.packLong((long) value);
      } else {
        packer.packDouble(value);
      }
    }
  }

  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }

  @Test
  void damagedBodiesAreRefusedAtWorst() {
    int decoded = 0;
    int refused = 0;
    for (String endpoint :
        List.of("/v0.4/traces", "/v0.5/traces", "/v0.7/traces", "/v0.6/stats", "/v1.0/traces")) {
      for (Vectors vector : Vectors.of(endpoint)) {
        for (int i = 0; i < MUTATIONS_PER_VECTOR; i++) {
          byte[] body = damage(vector.body());
          for (String decoder : List.of(endpoint, "/v0.4/traces")) {
            if (decodes(decoder, body)) {
              decoded++;
            } else {
              refused++;
            }
          }
        }
      }
    }
    // Both must happen, or the damage is too harsh or too mild to show anything.
    assertThat(decoded).isGreaterThan(1_000);
    assertThat(refused).isGreaterThan(10_000);
  }

  private static boolean decodes(String endpoint, byte[] body) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean decoded;
    try {
      if (endpoint.equals("/v0.6/stats")) {
        StatsDecoder.decode(body);
      } else {
        // What comes out must also be fit for whatever looks at traces.
        for (DecodedTrace trace : TraceDecoder.decode(endpoint, body)) {
          TraceNormalizer.check(trace);
          trace.samplingPriority();
        }
      }
      decoded = true;
    } catch (MalformedPayload expected) {
      assertThat(expected.position()).isBetween(0, body.length);
      decoded = false;
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isLessThan(BYTES_ANYWAY + BYTES_PER_BYTE * body.length);
    return decoded;
  }

  /** A copy with a few bytes changed, removed, inserted, or the end cut off. */
  private byte[] damage(byte[] good) {
    // Long strings only dilute the damage.
    byte[] body = good.length > 4_000 ? Arrays.copyOf(good, 4_000) : good.clone();
    for (int i = 1 + random.nextInt(4); i > 0 && body.length > 0; i--) {
      int at = random.nextInt(body.length);
      switch (random.nextInt(5)) {
        case 0 -> body = Arrays.copyOf(body, at);
        case 1 -> body[at] = (byte) (0xc0 + random.nextInt(0x20));
        case 2 -> body[at] ^= (byte) (1 << random.nextInt(8));
        case 3 -> body = spliced(body, at, random.nextInt(3));
        default -> body[at] = (byte) random.nextInt();
      }
    }
    return body;
  }

  private byte[] spliced(byte[] body, int at, int inserted) {
    byte[] result = new byte[body.length + inserted - 1];
    System.arraycopy(body, 0, result, 0, at);
    for (int i = 0; i < inserted; i++) {
      result[at + i] = (byte) random.nextInt();
    }
    System.arraycopy(body, at + 1, result, at + inserted, body.length - at - 1);
    return result;
  }
}
