package dev.spoor.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.Spoor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process without a span of its own passes its caller on, in other styles than it came in. */
@SuppressWarnings({"deprecation", "try"}) // keys() has to be there for older versions of the API
class CallerPassedOnTest extends TracedTest {
  private static final String WIDE = "65000000000000000000000000000005";
  private static final String NARROW = "00000000000000000000000000000005";
  private static final String SPAN = "0000000000000006";

  private static final Map<String, String> KEPT_IN_BOTH_B3 =
      Map.of(
          "X-B3-TraceId",
          WIDE,
          "X-B3-SpanId",
          SPAN,
          "X-B3-Sampled",
          "1",
          "b3",
          WIDE + "-" + SPAN + "-1");

  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
          return carrier.get(key);
        }
      };

  private void speak(String extracted, String injected) {
    Spoor.stop();
    start(
        Map.of(
            "DD_TRACE_PROPAGATION_STYLE_EXTRACT",
            extracted,
            "DD_TRACE_PROPAGATION_STYLE_INJECT",
            injected));
  }

  private Map<String, String> passedOn(String... headers) {
    Map<String, String> in = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.length; i += 2) {
      in.put(headers[i], headers[i + 1]);
    }
    TextMapPropagator propagator = otel.getPropagators().getTextMapPropagator();
    Context extracted = propagator.extract(Context.root(), in, GETTER);
    Map<String, String> out = new TreeMap<>();
    propagator.inject(extracted, out, Map::put);
    Map<String, String> whileCurrent = new TreeMap<>();
    try (Scope scope = extracted.makeCurrent()) {
      propagator.inject(Context.current(), whileCurrent, Map::put);
    }
    assertThat(whileCurrent).isEqualTo(out);
    return out;
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "1, 1", "0, 0", "-1, 0"})
  void aDatadogCallerGoesOnInB3(String priority, String flag) {
    String[] caller = {
      "x-datadog-trace-id", "5",
      "x-datadog-parent-id", "6",
      "x-datadog-sampling-priority", priority,
      "x-datadog-tags", "_dd.p.tid=6500000000000000"
    };
    speak("datadog", "b3multi");
    assertThat(passedOn(caller))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("X-B3-TraceId", WIDE, "X-B3-SpanId", SPAN, "X-B3-Sampled", flag));
    speak("datadog", "b3single");
    assertThat(passedOn(caller)).containsExactly(Map.entry("b3", WIDE + "-" + SPAN + "-" + flag));
  }

  @Test
  void aCallerThatHasNotDecidedGoesOnWithoutAFlag() {
    String[] caller = {"x-datadog-trace-id", "5", "x-datadog-parent-id", "6"};
    speak("datadog", "b3multi");
    assertThat(passedOn(caller))
        .containsExactlyInAnyOrderEntriesOf(Map.of("X-B3-TraceId", NARROW, "X-B3-SpanId", SPAN));
    speak("datadog", "b3single");
    assertThat(passedOn(caller)).containsExactly(Map.entry("b3", NARROW + "-" + SPAN));
  }

  @Test
  void aW3cCallerGoesOnInB3() {
    String[] caller = {"traceparent", "00-" + WIDE + "-" + SPAN + "-01"};
    speak("tracecontext", "b3multi,b3single");
    assertThat(passedOn(caller)).containsExactlyInAnyOrderEntriesOf(KEPT_IN_BOTH_B3);
  }

  @Test
  void oneB3StyleGoesOnInTheOther() {
    speak("b3multi", "b3single");
    assertThat(passedOn("X-B3-TraceId", "5", "X-B3-SpanId", "6", "X-B3-Sampled", "0"))
        .containsExactly(Map.entry("b3", NARROW + "-" + SPAN + "-0"));
    speak("b3single", "b3multi");
    assertThat(passedOn("b3", WIDE + "-" + SPAN))
        .containsExactlyInAnyOrderEntriesOf(Map.of("X-B3-TraceId", WIDE, "X-B3-SpanId", SPAN));
  }

  @Test
  void aB3CallerGoesOnInTheOthers() {
    speak("b3single", "datadog,tracecontext");
    assertThat(passedOn("b3", WIDE + "-" + SPAN + "-1"))
        .containsEntry("x-datadog-trace-id", "5")
        .containsEntry("x-datadog-parent-id", "6")
        .containsEntry("x-datadog-sampling-priority", "1")
        .containsEntry("x-datadog-tags", "_dd.p.tid=6500000000000000")
        .containsEntry("traceparent", "00-" + WIDE + "-" + SPAN + "-01")
        .containsEntry("tracestate", "dd=s:1;t.tid:6500000000000000");
  }

  @Test
  void aCallerThatNamesNoSpanHasNoB3() {
    speak("datadog", "b3multi,b3single,datadog");
    assertThat(passedOn("x-datadog-trace-id", "5", "x-datadog-parent-id", "0"))
        .containsOnlyKeys("x-datadog-trace-id", "x-datadog-parent-id");
  }

  @Test
  void aContextOfAnotherLibraryGoesOnInB3() {
    speak("datadog", "b3multi,b3single");
    SpanContext foreign =
        SpanContext.createFromRemoteParent(
            WIDE, SPAN, TraceFlags.getSampled(), TraceState.getDefault());
    Map<String, String> out = new TreeMap<>();
    otel.getPropagators()
        .getTextMapPropagator()
        .inject(Context.root().with(Span.wrap(foreign)), out, Map::put);
    assertThat(out).containsExactlyInAnyOrderEntriesOf(KEPT_IN_BOTH_B3);
  }
}
