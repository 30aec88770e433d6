package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.TestConfig;
import dev.spoor.trace.Baggage;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.DecodedSpan;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Items of baggage that were set on spans, as tags ({@code DD_WRITER_BAGGAGE_INJECT}). */
class SpanBaggageWireTest {
  private final FakeAgent agent = FakeAgent.start();

  private void start(String... settings) {
    Spoor.start(
        TestConfig.sendingTo(agent, Map.of("DD_ENV", "test", "DD_TAGS", "team:core"), settings));
  }

  @AfterEach
  void stop() {
    Spoor.stop();
    agent.assertNoViolations();
    agent.close();
  }

  private DecodedSpan sent(String name) {
    assertThat(Spoor.flush(Duration.ofSeconds(20))).isTrue();
    return agent.awaitSpan(span -> span.name().equals(name));
  }

  @Test
  void anItemIsATagOfItsSpanAndOfThoseBelow() {
    start();
    Span root = Tracer.active().start("root");
    root.setBaggage(Baggage.of(Map.of("w3c", "x")));
    root.setBaggageItem("user", "7");
    Span inner = Tracer.active().start("inner", root);
    inner.setBaggageItem("order", "8");
    inner.finish();
    root.finish();
    assertThat(sent("root").meta())
        .containsEntry("user", "7")
        .doesNotContainKeys("w3c", "order", "baggage.user");
    assertThat(sent("inner").meta()).containsEntry("user", "7").containsEntry("order", "8");
  }

  @Test
  void whateverElseHasThatNameGoesBeforeIt() {
    start();
    Span root = Tracer.active().start("root");
    root.setTag("text", "own");
    root.setTag("number", 5);
    for (String name :
        new String[] {
          "text",
          "number",
          "env",
          "team",
          "language",
          "runtime-id",
          "thread.name",
          "_dd.p.dm",
          "_dd.p.tid",
          "_dd.origin",
          "_dd.span_links",
          "process_id",
          "version",
          "events"
        }) {
      root.setBaggageItem(name, "baggage");
    }
    root.finish();
    DecodedSpan span = sent("root");
    assertThat(span.tag("text")).isEqualTo("own");
    assertThat(span.metric("number")).isEqualTo(5);
    assertThat(span.tag("env")).isEqualTo("test");
    assertThat(span.tag("team")).isEqualTo("core");
    assertThat(span.meta().values()).doesNotContain("baggage");
  }

  @Test
  void theSettingSwitchesItOff() {
    start("DD_WRITER_BAGGAGE_INJECT", "false");
    Span root = Tracer.active().start("root");
    root.setBaggageItem("user", "7");
    root.finish();
    assertThat(sent("root").meta()).doesNotContainKey("user");
  }
}
