package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.TestConfig;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What sampling leaves in the bytes that the Agent decodes. */
class SamplingWireTest {
  private final FakeAgent agent = FakeAgent.start();

  private void start(String... settings) {
    Spoor.start(
        TestConfig.sendingTo(
            agent, Map.of("DD_TRACE_STATS_COMPUTATION_ENABLED", "false"), settings));
  }

  @AfterEach
  void stop() {
    Spoor.stop();
    agent.close();
  }

  private DecodedTrace trace() {
    Tracer tracer = Tracer.active();
    Span root = tracer.start("web.request");
    tracer.start("redis.query", root).finish();
    root.finish();
    assertThat(Spoor.flush(Duration.ofSeconds(20))).isTrue();
    DecodedTrace trace = agent.awaitTraces(1).get(0);
    agent.assertNoViolations();
    return trace;
  }

  private static DecodedSpan child(DecodedTrace trace) {
    return trace.spans().stream().filter(s -> s.name().equals("redis.query")).findFirst().get();
  }

  @Test
  void aRuleThatKeepsSaysSoOnTheLocalRoot() {
    start("DD_TRACE_SAMPLING_RULES", "[{\"name\":\"web.*\",\"sample_rate\":1.0}]");
    DecodedTrace trace = trace();
    assertThat(trace.samplingPriority()).isEqualTo(2);
    DecodedSpan root = trace.rootSpan();
    assertThat(root.metric("_dd.rule_psr")).isEqualTo(1);
    assertThat(root.metric("_dd.limit_psr")).isEqualTo(1);
    assertThat(root.metric("_dd.agent_psr")).isNull();
    assertThat(trace.spans().get(0).tag("_dd.p.dm")).isEqualTo("-3");
    assertThat(trace.spans().get(0).tag("_dd.p.ksr")).isEqualTo("1");
    assertThat(child(trace).metric("_dd.rule_psr")).isNull();
  }

  @Test
  void aTraceThatARuleDropsIsSentAllTheSame() {
    start("DD_TRACE_SAMPLE_RATE", "0");
    DecodedTrace trace = trace();
    assertThat(trace.samplingPriority()).isEqualTo(-1);
    assertThat(trace.rootSpan().metric("_dd.rule_psr")).isZero();
    assertThat(trace.rootSpan().metric("_dd.limit_psr")).isNull();
    assertThat(trace.spans().get(0).tag("_dd.p.dm")).isNull();
    assertThat(trace.spans().get(0).tag("_dd.p.ksr")).isEqualTo("0");
  }

  @Test
  void aSingleSpanOfADroppedTraceIsMarked() {
    start(
        "DD_TRACE_SAMPLE_RATE",
        "0",
        "DD_SPAN_SAMPLING_RULES",
        "[{\"service\":\"shop\",\"name\":\"redis.*\",\"max_per_second\":50}]");
    DecodedTrace trace = trace();
    DecodedSpan child = child(trace);
    assertThat(child.metric("_dd.span_sampling.mechanism")).isEqualTo(8);
    assertThat(child.metric("_dd.span_sampling.rule_rate")).isEqualTo(1);
    assertThat(child.metric("_dd.span_sampling.max_per_second")).isEqualTo(50);
    assertThat(trace.rootSpan().metric("_dd.span_sampling.mechanism")).isNull();
  }

  @Test
  void aSingleSpanOfAKeptTraceIsNotMarked() {
    start("DD_SPAN_SAMPLING_RULES", "[{}]");
    assertThat(child(trace()).metric("_dd.span_sampling.mechanism")).isNull();
  }
}
