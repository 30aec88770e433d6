package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.testing.AgentRequest;
import dev.spoor.testing.FakeAgent;
import dev.spoor.trace.Blueprint;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import dev.spoor.wire.TraceDecoder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Traces that wait folded arrive as if they had not been. */
class FoldedTracesWireTest {
  private static final int QUERIES = 20;
  private static final Blueprint QUERY =
      Blueprint.named("h2.query").type("sql").tag("component", "java-jdbc").measured().build();

  private FakeAgent agent = FakeAgent.start();

  @AfterEach
  void stop() {
    Spoor.stop();
    agent.assertNoViolations();
    agent.close();
  }

  private void start() {
    Spoor.start(
        Config.resolve(
            Sources.of(
                Map.of(
                    "DD_SERVICE",
                    "shop",
                    "DD_INSTRUMENTATION_TELEMETRY_ENABLED",
                    "false",
                    "DD_TRACE_QUEUE_BYTES",
                    "16777216",
                    "DD_TRACE_AGENT_URL",
                    agent.url()))));
    write(1); // from here on it is known what the Agent takes
  }

  private static void write(int traces) {
    Tracer tracer = Tracer.active();
    for (int i = 0; i < traces; i++) {
      Span root = tracer.start("a.request");
      for (int k = 0; k < QUERIES; k++) {
        tracer.start(QUERY, root).finish();
      }
      root.finish();
    }
    assertThat(Spoor.flush(Duration.ofSeconds(30))).isTrue();
  }

  private long largestBody() {
    return agent.requests("/v0.4/traces").stream().mapToLong(r -> r.body().length).max().orElse(0);
  }

  @Test
  void everySpanArrivesOnceAndEachPayloadTellsTheProcess() throws Exception {
    start();
    write(3_000);

    List<AgentRequest> requests = agent.requests("/v0.4/traces");
    assertThat(requests).hasSizeGreaterThan(3);
    Set<Long> ids = new HashSet<>();
    int spans = 0;
    for (AgentRequest request : requests) {
      List<DecodedTrace> traces = TraceDecoder.decodeV04(request.body());
      assertThat(traces.get(0).spans().get(0).tag("_dd.tags.process")).isNotEmpty();
      for (DecodedTrace trace : traces) {
        assertThat(trace.spans()).hasSize(QUERIES + 1);
        long root = trace.spans().get(0).spanId();
        for (DecodedSpan span : trace.spans()) {
          spans++;
          ids.add(span.spanId());
          assertThat(span.parentId()).isEqualTo(span.spanId() == root ? 0 : root);
          assertThat(span.duration()).isPositive();
        }
      }
    }
    assertThat(spans).isEqualTo(3_001 * (QUERIES + 1));
    assertThat(ids).hasSize(spans);
    // More than a slab: so what waited was folded.
    assertThat(largestBody()).isBetween(1_000_000L, 5L * 1024 * 1024);
  }

  @Test
  void anAgentThatTakesLessIsNeverSentMore() {
    agent =
        agent.info(
            """
            {"version":"7.70.0","endpoints":["/v0.4/traces"],"config":{"max_request_bytes":400000}}
            """);
    start();
    write(500);
    assertThat(agent.spans()).hasSize(501 * (QUERIES + 1));
    assertThat(largestBody()).isBetween(100_000L, 400_000L);
  }
}
