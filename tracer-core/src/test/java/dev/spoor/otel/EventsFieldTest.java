package dev.spoor.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedSpanEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How events go out depends on what the Agent says of itself. */
class EventsFieldTest extends TracedTest {
  @Test
  void eventsAreTextUntilTheAgentSaysThatItTakesTheField() {
    agent.info("{\"endpoints\":[\"/v0.4/traces\"],\"span_events\":true,\"version\":\"7.70.0\"}");
    for (String name : new String[] {"before", "after"}) {
      Span span = tracer.spanBuilder(name).startSpan();
      span.addEvent(
          "e", Attributes.of(AttributeKey.longKey("n"), 1L), 12_345, TimeUnit.NANOSECONDS);
      span.end();
      sent(name);
    }
    DecodedSpan before = sent("before");
    assertThat(before.tag("events"))
        .isEqualTo("[{\"time_unix_nano\":12345,\"name\":\"e\",\"attributes\":{\"n\":1}}]");
    DecodedSpan after = sent("after");
    assertThat(after.tag("events")).isNull();
    assertThat(after.spanEvents())
        .containsExactly(new DecodedSpanEvent(12_345, "e", Map.of("n", 1L)));
  }
}
