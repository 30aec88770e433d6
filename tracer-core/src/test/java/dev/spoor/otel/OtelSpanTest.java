package dev.spoor.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.spoor.wire.DecodedSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What becomes of a span that is made by the API. */
class OtelSpanTest extends TracedTest {

  @Test
  void theNameIsTheResourceAndTheServiceTheTracersOwn() {
    tracer.spanBuilder("check the stock").startSpan().end();
    DecodedSpan sent = sent("check the stock");
    assertThat(sent.service()).isEqualTo("shop");
    assertThat(sent.name()).isEqualTo("internal");
    assertThat(sent.type()).isEmpty();
    assertThat(sent.error()).isZero();
    assertThat(sent.meta())
        .containsEntry("span.kind", "internal")
        .containsEntry("_dd.integration", "otel")
        .doesNotContainKeys("component", "events", "_dd.span_links", "_dd.svc_src");
    assertThat(sent.isTopLevel()).isTrue();
  }

  @Test
  void eachKindIsATag() {
    for (SpanKind kind : SpanKind.values()) {
      tracer.spanBuilder(kind.name()).setSpanKind(kind).startSpan().end();
      assertThat(sent(kind.name()).tag("span.kind"))
          .isEqualTo(kind.name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  @Test
  void timesAreTakenAsGiven() {
    Span span =
        tracer.spanBuilder("old").setStartTimestamp(12_345, TimeUnit.MICROSECONDS).startSpan();
    span.end(12_400, TimeUnit.MICROSECONDS);
    DecodedSpan sent = sent("old");
    assertThat(sent.start()).isEqualTo(12_345_000);
    assertThat(sent.duration()).isEqualTo(55_000);

    Span byInstant =
        tracer.spanBuilder("instant").setStartTimestamp(Instant.ofEpochSecond(5, 7)).startSpan();
    byInstant.end(Instant.ofEpochSecond(6, 9));
    assertThat(sent("instant").start()).isEqualTo(5_000_000_007L);
    assertThat(sent("instant").duration()).isEqualTo(1_000_000_002L);
  }

  @Test
  void attributesOfEveryTypeBecomeTags() {
    Span span = tracer.spanBuilder("typed").setAttribute("begin", "here").startSpan();
    span.setAttribute("text", "t");
    span.setAttribute("empty", "");
    span.setAttribute("flag", true);
    span.setAttribute("off", false);
    span.setAttribute("int", 7L);
    span.setAttribute("double", 0.25);
    span.setAttribute(AttributeKey.longKey("narrow"), 3);
    span.setAttribute(AttributeKey.stringArrayKey("texts"), List.of("a", "b"));
    span.setAttribute(AttributeKey.longArrayKey("ints"), List.of(1L, 2L));
    span.setAttribute(AttributeKey.booleanArrayKey("flags"), List.of(true, false));
    span.setAttribute(AttributeKey.doubleArrayKey("doubles"), List.of(1.5));
    span.setAttribute(AttributeKey.stringArrayKey("none"), List.of());
    span.setAttribute("value", Value.of("structured"));
    span.setAllAttributes(Attributes.of(AttributeKey.stringKey("all"), "of them"));
    span.end();

    DecodedSpan sent = sent("typed");
    assertThat(sent.meta())
        .contains(
            entry("begin", "here"),
            entry("text", "t"),
            entry("empty", ""),
            entry("flag", "true"),
            entry("off", "false"),
            entry("texts.0", "a"),
            entry("texts.1", "b"),
            entry("flags.0", "true"),
            entry("flags.1", "false"),
            entry("none", ""),
            entry("value", "structured"),
            entry("all", "of them"))
        .doesNotContainKeys("texts", "texts.2");
    assertThat(sent.metrics())
        .contains(
            entry("int", 7.0),
            entry("double", 0.25),
            entry("narrow", 3.0),
            entry("ints.0", 1.0),
            entry("ints.1", 2.0),
            entry("doubles.0", 1.5));
  }

  @Test
  void aLaterValueReplacesAnEarlierOneAndNullsAreIgnored() {
    Span span = tracer.spanBuilder("later").setAttribute("a", 1L).startSpan();
    span.setAttribute("a", "two");
    span.setAttribute("a", (String) null);
    span.setAttribute((AttributeKey<String>) null, "x");
    span.end();
    assertThat(sent("later").tag("a")).isEqualTo("two");
    assertThat(sent("later").metric("a")).isNull();
  }

  @Test
  void aNewNameReplacesTheResource() {
    Span span = tracer.spanBuilder("first").startSpan();
    span.updateName("second");
    span.end();
    assertThat(sent("second").name()).isEqualTo("internal");
  }

  @Test
  void afterTheEndNothingChanges() {
    Span span = tracer.spanBuilder("ended").startSpan();
    assertThat(span.isRecording()).isTrue();
    span.end(span.hashCode() == 0 ? 1 : 2, TimeUnit.SECONDS);
    assertThat(span.isRecording()).isFalse();
    span.setAttribute("late", "x");
    span.setAttribute("operation.name", "late");
    span.setAttribute("manual.drop", true);
    span.updateName("late");
    span.setStatus(StatusCode.ERROR, "late");
    span.addEvent("late");
    span.recordException(new IllegalStateException("late"));
    span.addLink(tracer.spanBuilder("other").startSpan().getSpanContext());
    span.end();

    DecodedSpan sent = sent("ended");
    assertThat(sent.name()).isEqualTo("internal");
    assertThat(sent.error()).isZero();
    assertThat(sent.meta())
        .doesNotContainKeys("late", "events", "error.message", "error.type", "_dd.span_links");
    assertThat(sent.metric("_sampling_priority_v1")).isEqualTo(1.0);
  }

  @Test
  void anErrorHasItsDescription() {
    Span span = tracer.spanBuilder("failed").startSpan();
    span.setStatus(StatusCode.UNSET, "nothing");
    span.setStatus(StatusCode.ERROR, "out of stock");
    span.setStatus(StatusCode.UNSET);
    span.end();
    assertThat(sent("failed").error()).isEqualTo(1);
    assertThat(sent("failed").tag("error.message")).isEqualTo("out of stock");
  }

  @Test
  void okClearsAnErrorAndIsFinal() {
    Span span = tracer.spanBuilder("fine").startSpan();
    span.setStatus(StatusCode.ERROR, "out of stock");
    span.setStatus(StatusCode.OK, "after all");
    span.setStatus(StatusCode.ERROR, "no");
    span.setStatus(StatusCode.UNSET);
    span.end();
    assertThat(sent("fine").error()).isZero();
    assertThat(sent("fine").meta()).doesNotContainKey("error.message");
  }

  @Test
  void aRecordedExceptionIsAnEventAndTagsButNoError() {
    Span span = tracer.spanBuilder("thrown").startSpan();
    span.recordException(
        new IllegalStateException("boom"), Attributes.of(AttributeKey.longKey("attempt"), 3L));
    span.end();

    DecodedSpan sent = sent("thrown");
    assertThat(sent.error()).isZero();
    assertThat(sent.meta())
        .containsEntry("error.message", "boom")
        .containsEntry("error.type", "java.lang.IllegalStateException")
        .containsEntry("_dd.span_events.has_exception", "true");
    assertThat(sent.tag("error.stack"))
        .startsWith("java.lang.IllegalStateException: boom\n\tat dev.spoor.otel.OtelSpanTest");
    JsonNode event = events(sent).get(0);
    assertThat(event.get("name").asString()).isEqualTo("exception");
    JsonNode attributes = event.get("attributes");
    assertThat(attributes.get("exception.message").asString()).isEqualTo("boom");
    assertThat(attributes.get("exception.type").asString())
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(attributes.get("exception.stacktrace").asString())
        .isEqualTo(sent.tag("error.stack"));
    assertThat(attributes.get("attempt").asLong()).isEqualTo(3);
  }

  @Test
  void whatTheCallerSaysOfAnExceptionCountsMoreThanTheException() {
    Span span = tracer.spanBuilder("told").startSpan();
    span.recordException(
        new IllegalStateException(),
        Attributes.of(
            AttributeKey.stringKey("exception.message"), "mine",
            AttributeKey.stringKey("exception.type"), "Mine",
            AttributeKey.stringKey("exception.stacktrace"), "here"));
    span.setStatus(StatusCode.ERROR);
    span.end();
    assertThat(sent("told").error()).isEqualTo(1);
    assertThat(sent("told").meta())
        .containsEntry("error.message", "mine")
        .containsEntry("error.type", "Mine")
        .containsEntry("error.stack", "here");
  }

  @Test
  void eventsHaveNameTimeAndAttributes() {
    Span span = tracer.spanBuilder("eventful").startSpan();
    span.addEvent(
        "retry",
        Attributes.builder()
            .put("text", "x")
            .put("flag", true)
            .put("n", 5)
            .put("d", 0.5)
            .put("list", "a", "b")
            .build(),
        12_345,
        TimeUnit.MICROSECONDS);
    span.addEvent("now");
    span.addEvent(null, Attributes.empty());
    span.addEvent("no attributes", (Attributes) null);
    span.end();
    JsonNode events = events(sent("eventful"));
    assertThat(events.size()).isEqualTo(3);
    assertThat(events.get(0).toString())
        .startsWith("{\"time_unix_nano\":12345000,\"name\":\"retry\",\"attributes\":{")
        .contains("\"text\":\"x\"", "\"flag\":true", "\"n\":5", "\"d\":0.5", "[\"a\",\"b\"]");
    DecodedSpan sent = sent("eventful");
    assertThat(events.get(1).get("time_unix_nano").asLong())
        .isBetween(sent.start(), sent.start() + sent.duration());
  }

  private static JsonNode events(DecodedSpan span) {
    return new ObjectMapper().readTree(span.tag("events"));
  }

  @Test
  void linksToSpansAndToForeignContexts() {
    Span first = tracer.spanBuilder("first").startSpan();
    SpanContext foreign =
        SpanContext.createFromRemoteParent(
            "6922a0f80000000000000000000000ff",
            "00000000000000aa",
            TraceFlags.getDefault(),
            TraceState.builder().put("vendor", "x").build());
    Span second =
        tracer
            .spanBuilder("second")
            .setNoParent()
            .addLink(first.getSpanContext())
            .addLink(
                foreign,
                Attributes.of(
                    AttributeKey.stringKey("why"),
                    "batch",
                    AttributeKey.longArrayKey("at"),
                    List.of(1L, 2L)))
            .addLink(SpanContext.getInvalid())
            .addLink(null)
            .startSpan();
    second.addLink(foreign);
    second.end();
    first.end();
    assertThat(sent("second").tag("_dd.span_links"))
        .isEqualTo(
            "[{\"trace_id\":\""
                + first.getSpanContext().getTraceId()
                + "\",\"span_id\":\""
                + first.getSpanContext().getSpanId()
                + "\",\"flags\":1},"
                + "{\"trace_id\":\"6922a0f80000000000000000000000ff\","
                + "\"span_id\":\"00000000000000aa\",\"tracestate\":\"vendor=x\","
                + "\"attributes\":{\"at.0\":\"1\",\"at.1\":\"2\",\"why\":\"batch\"}},"
                + "{\"trace_id\":\"6922a0f80000000000000000000000ff\","
                + "\"span_id\":\"00000000000000aa\",\"tracestate\":\"vendor=x\"}]");
  }

  @Test
  void aSpanContextTellsIdsAndTheSamplingDecision() {
    Span kept = tracer.spanBuilder("kept").startSpan();
    SpanContext context = kept.getSpanContext();
    kept.end();
    DecodedSpan sent = sent("kept");
    assertThat(context.isValid()).isTrue();
    assertThat(context.isRemote()).isFalse();
    assertThat(context.getTraceFlags().asHex()).isEqualTo("01");
    assertThat(context.getTraceState().isEmpty()).isTrue();
    assertThat(context.getTraceId()).hasSize(32).endsWith(hex(sent.traceId()));
    assertThat(context.getSpanId()).isEqualTo(hex(sent.spanId()));

    Span dropped = tracer.spanBuilder("dropped").setAttribute("manual.drop", true).startSpan();
    assertThat(dropped.getSpanContext().isSampled()).isFalse();
    dropped.end();
    assertThat(sent("dropped").metric("_sampling_priority_v1")).isEqualTo(-1.0);
  }

  private static String hex(long id) {
    return String.format("%016x", id);
  }

  @Test
  void whileTracingIsOffTheParentIsPassedOn() {
    dev.spoor.Spoor.stop();
    Span none = tracer.spanBuilder("none").startSpan();
    assertThat(none.isRecording()).isFalse();
    assertThat(none.getSpanContext().isValid()).isFalse();
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            "6922a0f80000000000000000000000ff",
            "00000000000000aa",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    Span below =
        tracer
            .spanBuilder("below")
            .setParent(io.opentelemetry.context.Context.root().with(Span.wrap(remote)))
            .startSpan();
    assertThat(below.isRecording()).isFalse();
    assertThat(below.getSpanContext()).isEqualTo(remote);
    below.setAttribute("a", 1).addEvent("b").end();
  }
}
