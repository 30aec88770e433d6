package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ties other things to the current span, as text. */
class CorrelationFactsTest {
  private static void start(String... settings) {
    Map<String, String> environment =
        new HashMap<>(Map.of("DD_SERVICE", "shop", "DD_ENV", "test", "DD_VERSION", "1.2"));
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    Spoor.start(Config.resolve(Sources.of(environment)));
  }

  @AfterEach
  void stop() {
    Spoor.stop();
  }

  @Test
  void withoutASpanTheIdsAreZero() {
    start();
    assertThat(Spoor.correlation())
        .isEqualTo(new CorrelationFacts("0", "0", "test", "shop", "1.2"));
  }

  @Test
  void theCurrentSpansIdsAreHexAndDecimal() {
    start();
    // Not finished, so that nothing is sent.
    Span span = Tracer.active().start("root");
    Tracer.within(
        span,
        () -> {
          CorrelationFacts facts = Spoor.correlation();
          assertThat(facts.traceId()).hasSize(32).isEqualTo(span.trace().logId());
          assertThat(facts.spanId()).isEqualTo(Long.toUnsignedString(span.spanId()));
          assertThat(facts)
              .hasToString(
                  "dd.env=test dd.service=shop dd.version=1.2 dd.trace_id="
                      + facts.traceId()
                      + " dd.span_id="
                      + facts.spanId());
        });
  }

  @Test
  void theTraceIdIsDecimalWhereLogsAreToHaveItSo() {
    start("DD_TRACE_128_BIT_TRACEID_LOGGING_ENABLED", "false");
    Span span = Tracer.active().start("root");
    Tracer.within(
        span,
        () ->
            assertThat(Spoor.correlation().traceId())
                .isEqualTo(Long.toUnsignedString(span.trace().idLow())));
  }

  @Test
  void namesThatAreNotSetAreEmptyAndLeftOutOfTheText() {
    start("DD_ENV", "", "DD_VERSION", "", "DD_TRACE_ENABLED", "false");
    assertThat(Spoor.correlation().env()).isEmpty();
    assertThat(Spoor.correlation()).hasToString("dd.service=shop dd.trace_id=0 dd.span_id=0");
  }
}
