package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.AgentRequest;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.TestConfig;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.DecodedSpan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code DD_APM_TRACING_ENABLED=false} as the Agent sees it. */
class StandaloneTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final FakeAgent agent = FakeAgent.start();

  private void start(String... settings) {
    agent.takeStats();
    Spoor.start(TestConfig.sendingTo(agent, settings));
  }

  @AfterEach
  void stop() {
    Spoor.stop();
    agent.assertNoViolations();
    agent.close();
  }

  private static void trace(String name) {
    Span root = Tracer.active().start(name);
    Tracer.active().start("inner", root).finish();
    root.finish();
  }

  @Test
  void oneTraceIsKeptAndNoneIsForApm() {
    start("DD_APM_TRACING_ENABLED", "false", "DD_TRACE_SAMPLE_RATE", "1");
    trace("first");
    trace("second");
    assertThat(Spoor.flush(LIMIT)).isTrue();
    assertThat(Spoor.flushStats(LIMIT)).isTrue();

    DecodedSpan first = agent.awaitSpan(span -> span.name().equals("first"));
    DecodedSpan second = agent.awaitSpan(span -> span.name().equals("second"));
    assertThat(first.metric("_sampling_priority_v1")).isEqualTo(1);
    assertThat(first.metric("_dd.rule_psr")).isNull();
    assertThat(second.metric("_sampling_priority_v1")).isZero();
    List<DecodedSpan> spans = agent.spans();
    assertThat(spans).hasSize(4).allMatch(span -> Double.valueOf(0).equals(enabled(span)));
    assertThat(spans).anyMatch(span -> "-5".equals(span.tag("_dd.p.dm")));
    assertThat(agent.stats()).isEmpty();
    assertThat(agent.requests("/v0.4/traces"))
        .isNotEmpty()
        .extracting(StandaloneTest::computedStats)
        .as("nobody counts these spans")
        .containsOnly("true");
  }

  @Test
  void usuallyNothingOfThisIsTold() {
    start();
    trace("first");
    assertThat(Spoor.flush(LIMIT)).isTrue();
    assertThat(agent.spans()).hasSize(2).allMatch(span -> enabled(span) == null);
  }

  private static Double enabled(DecodedSpan span) {
    return span.metric("_dd.apm.enabled");
  }

  private static String computedStats(AgentRequest request) {
    return request.header("Datadog-Client-Computed-Stats");
  }
}
