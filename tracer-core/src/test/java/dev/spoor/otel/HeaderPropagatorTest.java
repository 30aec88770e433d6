package dev.spoor.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.Spoor;
import io.opentelemetry.api.baggage.Baggage;
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

/** The API's propagator writes and reads the tracer's headers. */
@SuppressWarnings({"deprecation", "try"}) // keys() has to be there for older versions of the API
class HeaderPropagatorTest extends TracedTest {
  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };

  private TextMapPropagator propagator() {
    return otel.getPropagators().getTextMapPropagator();
  }

  @Test
  void whatIsInjectedIsExtracted() {
    Span span = tracer.spanBuilder("caller").setAttribute("manual.keep", true).startSpan();
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    propagator().inject(Context.root().with(span), headers, Map::put);
    assertThat(headers)
        .containsEntry("x-datadog-sampling-priority", "2")
        .containsEntry(
            "traceparent",
            "00-"
                + span.getSpanContext().getTraceId()
                + "-"
                + span.getSpanContext().getSpanId()
                + "-01");

    Context extracted = propagator().extract(Context.root(), headers, GETTER);
    Span remote = Span.fromContext(extracted);
    assertThat(remote.getSpanContext().isRemote()).isTrue();
    assertThat(remote.getSpanContext().isSampled()).isTrue();
    assertThat(remote.getSpanContext().getSpanId()).isEqualTo(span.getSpanContext().getSpanId());
    assertThat(remote.getSpanContext().getTraceId()).isEqualTo(span.getSpanContext().getTraceId());
    assertThat(remote.isRecording()).isFalse();

    tracer.spanBuilder("callee").setParent(extracted).startSpan().end();
    span.end();
    assertThat(sent("callee").parentId()).isEqualTo(sent("caller").spanId());
    assertThat(sent("callee").metric("_sampling_priority_v1")).isEqualTo(2.0);
    assertThat(sent("callee").tag("_dd.p.dm")).isEqualTo("-4");
  }

  @Test
  void noHeadersLeaveTheContextAsItIs() {
    Context base = Context.root().with(io.opentelemetry.context.ContextKey.named("k"), "v");
    assertThat(propagator().extract(base, Map.of(), GETTER)).isSameAs(base);
    assertThat(propagator().extract(base, Map.of("traceparent", "broken"), GETTER)).isSameAs(base);
    assertThat(propagator().extract(base, null, GETTER)).isSameAs(base);
    assertThat(propagator().extract(base, Map.of(), null)).isSameAs(base);
    assertThat(propagator().extract(null, Map.of(), GETTER)).isSameAs(Context.root());
  }

  @Test
  void baggageGoesAlongWithSpansOfEitherKind() {
    Baggage baggage = Baggage.builder().put("user", "7 of 9").put("b", "2").build();
    Span outer = tracer.spanBuilder("outer").startSpan();
    try (Scope scope = Context.current().with(outer).with(baggage).makeCurrent()) {
      Map<String, String> headers = new TreeMap<>();
      propagator().inject(Context.current(), headers, Map::put);
      assertThat(headers).containsEntry("baggage", "b=2,user=7%20of%209");

      dev.spoor.trace.Span automatic = dev.spoor.trace.Tracer.active().start("automatic");
      assertThat(automatic.baggage().items()).containsEntry("user", "7 of 9");
      automatic.finish();
      Span byHand = tracer.spanBuilder("by hand").startSpan();
      assertThat(((OtelSpan) byHand).span.baggage().items()).containsEntry("b", "2");
      byHand.end();
    }
    outer.end();
  }

  @Test
  void baggageIsReadWithAndWithoutATrace() {
    Context alone = propagator().extract(Context.root(), Map.of("baggage", "user=7"), GETTER);
    assertThat(Baggage.fromContext(alone).getEntryValue("user")).isEqualTo("7");
    assertThat(Span.fromContext(alone).getSpanContext().isValid()).isFalse();
    Map<String, String> headers = new TreeMap<>();
    propagator().inject(alone, headers, Map::put);
    assertThat(headers).containsExactly(Map.entry("baggage", "user=7"));

    Map<String, String> both = new TreeMap<>(headers);
    both.put("x-datadog-trace-id", "5");
    both.put("x-datadog-parent-id", "6");
    Context extracted = propagator().extract(Context.root(), both, GETTER);
    assertThat(Baggage.fromContext(extracted).getEntryValue("user")).isEqualTo("7");
    Span span = tracer.spanBuilder("callee").setParent(extracted).startSpan();
    dev.spoor.trace.Span ours = ((OtelSpan) span).span;
    ours.attach();
    assertThat(Baggage.current().getEntryValue("user")).isEqualTo("7");
    ours.detach();
    span.end();
    assertThat(sent("callee").parentId()).isEqualTo(6);
  }

  @Test
  void aCallerThatIsNotContinuedBecomesALink() {
    Spoor.stop();
    start(Map.of("DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT", "restart"));
    Map<String, String> headers =
        Map.of("x-datadog-trace-id", "5", "x-datadog-parent-id", "6", "baggage", "user=7");
    Span before = tracer.spanBuilder("before").startSpan();
    Context extracted = propagator().extract(Context.root().with(before), headers, GETTER);
    assertThat(Span.fromContext(extracted).getSpanContext().isValid()).isFalse();
    try (Scope scope = extracted.makeCurrent()) {
      tracer.spanBuilder("implicit").startSpan().end();
    }
    tracer.spanBuilder("explicit").setParent(extracted).startSpan().end();
    before.end();
    for (String name : new String[] {"implicit", "explicit"}) {
      assertThat(sent(name).parentId()).isZero();
      assertThat(sent(name).traceId()).isNotEqualTo(5);
      assertThat(sent(name).tag("_dd.span_links"))
          .contains("\"span_id\":\"0000000000000006\"", "propagation_behavior_extract");
    }
    assertThat(Baggage.fromContext(extracted).getEntryValue("user")).isEqualTo("7");
  }

  @Test
  void aCallerIsPassedOnWhereNoSpanIs() {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("x-datadog-trace-id", "5");
    headers.put("x-datadog-parent-id", "6");
    headers.put("x-datadog-sampling-priority", "2");
    headers.put("x-datadog-origin", "rum");
    headers.put("x-datadog-tags", "_dd.p.dm=-4,_dd.p.tid=6500000000000000,_dd.p.x=y");
    headers.put("traceparent", "00-65000000000000000000000000000005-0000000000000006-01");
    headers.put(
        "tracestate", "dd=s:2;o:rum;p:0000000000000007;t.dm:-4;t.tid:6500000000000000,other=1");
    Context extracted = propagator().extract(Context.root(), headers, GETTER);
    Map<String, String> out = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    propagator().inject(extracted, out, Map::put);
    headers.put(
        "tracestate",
        "dd=s:2;o:rum;p:0000000000000007;t.dm:-4;t.tid:6500000000000000;t.x:y,other=1");
    assertThat(out).containsExactlyInAnyOrderEntriesOf(headers);
  }

  @Test
  void aForeignContextIsPassedOnWithoutADatadogParent() {
    SpanContext foreign =
        SpanContext.create(
            "65000000000000000000000000000005",
            "0000000000000006",
            TraceFlags.getDefault(),
            TraceState.builder().put("other", "1").build());
    Map<String, String> out = new TreeMap<>();
    propagator().inject(Context.root().with(Span.wrap(foreign)), out, Map::put);
    assertThat(out)
        .containsEntry("x-datadog-trace-id", "5")
        .containsEntry("x-datadog-parent-id", "6")
        .containsEntry("x-datadog-sampling-priority", "0")
        .containsEntry("x-datadog-tags", "_dd.p.tid=6500000000000000")
        .containsEntry("traceparent", "00-65000000000000000000000000000005-0000000000000006-00")
        .containsEntry("tracestate", "dd=s:0;t.tid:6500000000000000,other=1");
  }

  @Test
  void nothingIsInjectedWithoutASpan() {
    Map<String, String> headers = new TreeMap<>();
    propagator().inject(Context.root(), headers, Map::put);
    propagator().inject(null, headers, Map::put);
    propagator().inject(Context.root().with(tracer.spanBuilder("s").startSpan()), headers, null);
    assertThat(headers).isEmpty();
  }
}
