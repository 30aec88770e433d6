package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.trace.Blueprint;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Priority;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of like spans are folded for the queue, and what is sent is what it would be without. */
class FoldedTracesTest {
  private static final ProcessFacts PROCESS =
      new ProcessFacts("shop", "1", Map.of("env", "prod"), Map.of(), "0-1", 1, "host", false, true);

  private static final Blueprint QUERY =
      Blueprint.named("h2.query").type("sql").tag("component", "java-jdbc").measured().build();
  private static final Blueprint COMMAND =
      Blueprint.named("redis.command").type("redis").tag("component", "jedis").build();

  private final TraceEncoder plain = new TraceEncoder(PROCESS);
  private final TraceEncoder folded = new TraceEncoder(PROCESS, true);
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private final Tracer tracer =
      new Tracer(
          "shop",
          (trace, root) ->
              trace.decide(Priority.SAMPLER_KEEP, Priority.BY_AGENT_RATE, "_dd.agent_psr", 0.5),
          this::write,
          100_000,
          true,
          true);

  @BeforeEach
  void fold() {
    folded.setFolding(true);
  }

  private void write(LocalTrace trace, Span newest, int count) {
    plain.encode(trace, newest, count, (bytes, from, length, n) -> sent.write(bytes, from, length));
    folded.encode(
        trace, newest, count, (bytes, from, length, n) -> waiting.write(bytes, from, length));
  }

  private void trace(Object... children) {
    Span root = tracer.start("servlet.request");
    for (Object child : children) {
      Span span =
          child instanceof Blueprint blueprint
              ? tracer.start(blueprint, root)
              : tracer.start((String) child, root);
      span.finish();
    }
    root.finish();
  }

  private static Object[] times(int count, Object... children) {
    Object[] all = new Object[count * children.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = children[i % children.length];
    }
    return all;
  }

  private byte[] unfolded(int bufferBytes) {
    byte[] bytes = waiting.toByteArray();
    FoldedTraces traces = new FoldedTraces(bytes, 0, bytes.length);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocateDirect(bufferBytes);
    boolean more;
    do {
      more = traces.fill(buffer.clear());
      byte[] part = new byte[buffer.flip().remaining()];
      buffer.get(part);
      all.writeBytes(part);
      assertThat(more && part.length < bufferBytes)
          .as("room is left though there is more")
          .isFalse();
    } while (more);
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 600, 64 * 1024, 1 << 20})
  void everyByteIsAsWithoutFolding(int bufferBytes) {
    trace();
    trace(QUERY);
    trace(times(20, QUERY));
    trace(times(5, "by hand", QUERY, QUERY, QUERY, COMMAND, COMMAND, "by hand", QUERY));
    trace(times(700, COMMAND));
    trace("only", "these");

    assertThat(unfolded(bufferBytes)).isEqualTo(sent.toByteArray());
    assertThat(FoldedTraces.sentLength(waiting.toByteArray(), 0, waiting.size()))
        .isEqualTo(sent.size());
  }

  @Test
  void runsTakeLittleRoom() {
    trace(times(20, QUERY));
    int twenty = waiting.size();
    waiting.reset();
    trace(times(120, QUERY));
    assertThat(waiting.size() - twenty).isEqualTo(100 * FoldedTraces.SPAN_BYTES);
  }

  @Test
  void whatIsFoldedDecodesToSpansOfTheirOwn() throws Exception {
    Span root = tracer.start("servlet.request");
    for (int i = 0; i < 6; i++) {
      Span query = tracer.start(QUERY, root);
      query.setError(i == 3, ErrorRank.DEFAULT);
      query.finish();
    }
    root.finish();

    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.write(0x91);
    payload.writeBytes(unfolded(1024));
    List<DecodedSpan> spans = TraceDecoder.decodeV04(payload.toByteArray()).get(0).spans();
    assertThat(spans).hasSize(7);
    assertThat(spans.stream().map(DecodedSpan::spanId)).doesNotHaveDuplicates();
    assertThat(spans.stream().filter(span -> span.error() == 1)).hasSize(1);
    assertThat(spans.stream().filter(span -> span.parentId() == root.spanId())).hasSize(6);
  }

  @Test
  void aPlaceWithinTheFirstSpanIsWhereReadingMayBegin() {
    trace(times(20, QUERY));
    byte[] bytes = waiting.toByteArray();
    int skipped = 40;
    ByteBuffer rest = ByteBuffer.allocate(sent.size());
    assertThat(
            new FoldedTraces(bytes, FoldedTraces.HEADER_BYTES + skipped, bytes.length).fill(rest))
        .isFalse();
    assertThat(rest.flip().remaining()).isEqualTo(sent.size() - skipped);
    assertThat(rest.get(0)).isEqualTo(sent.toByteArray()[skipped]);
  }

  @Test
  void longSpansAndRunsForASmallAgentAreWrittenInFull() {
    Blueprint wide = Blueprint.named("h2.query").tag("note", "x".repeat(1_100)).build();
    trace(times(20, wide));
    assertThat(waiting.size()).isEqualTo(sent.size() + FoldedTraces.HEADER_BYTES);

    folded.setFolding(false);
    trace(times(20, QUERY));
    assertThat(waiting.size()).isEqualTo(sent.size() + 2 * FoldedTraces.HEADER_BYTES);
    assertThat(unfolded(1000)).isEqualTo(sent.toByteArray());
  }

  @Test
  void aSlabNeverBecomesMoreThanOneBody() {
    // The worst there is: the longest span that is folded, and nothing but its copies.
    long spans = 128 * 1024 / FoldedTraces.SPAN_BYTES;
    assertThat(spans * FoldedTraces.MAX_TEMPLATE).isLessThan(FoldedTraces.MAX_UNFOLDED);
  }

  @Test
  void randomTracesComeBackAsTheyWere() {
    Random random = new Random(11);
    Object[] kinds = {QUERY, COMMAND, "by hand"};
    for (int i = 0; i < 200; i++) {
      Object[] children = new Object[random.nextInt(40)];
      Object kind = QUERY;
      for (int k = 0; k < children.length; k++) {
        kind = random.nextInt(4) == 0 ? kinds[random.nextInt(3)] : kind;
        children[k] = kind;
      }
      trace(children);
    }
    assertThat(unfolded(1 + random.nextInt(3_000))).isEqualTo(sent.toByteArray());
    assertThat(waiting.size()).isLessThan(sent.size() / 2);
  }
}
