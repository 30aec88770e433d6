package dev.spoor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.wire.DecodedSpan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoints of the OpenTelemetry API, driven as an outside suite drives them. */
class OtelEndpointsTest {
  private RunningApp app;

  @BeforeEach
  void start() {
    app = new RunningApp();
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private Object start(String name, Object... more) {
    Object[] fields = new Object[more.length + 2];
    fields[0] = "name";
    fields[1] = name;
    System.arraycopy(more, 0, fields, 2, more.length);
    Map<?, ?> ids = app.post("/trace/otel/start_span", fields);
    assertThat(ids.get("span_id")).isNotEqualTo(0L);
    assertThat(ids.get("trace_id")).isNotEqualTo(0L);
    return ids.get("span_id");
  }

  private DecodedSpan sent(String resource) {
    assertThat(app.post("/trace/otel/flush", "seconds", 1)).isEqualTo(Map.of("success", true));
    return app.agent().awaitSpan(span -> span.resource().equals(resource));
  }

  @Test
  void aSpanIsStartedAndEndedWithAllThatItMayHave() {
    Object linked = start("linked");
    Object parent = start("parent", "span_kind", 1, "parent_id", 0);
    Object span =
        start(
            "whole",
            "timestamp",
            12_345,
            "span_kind",
            2,
            "parent_id",
            parent,
            "links",
            List.of(Map.of("parent_id", linked, "attributes", Map.of("a", List.of(1, 2)))),
            "events",
            List.of(Map.of("name", "ignored")),
            "attributes",
            Map.of(
                "text",
                "t",
                "flag",
                true,
                "int",
                7,
                "float",
                0.5,
                "one",
                List.of("x"),
                "many",
                List.of("x", "y"),
                "numbers",
                List.of(1, 2.5)));
    app.post("/trace/otel/end_span", "id", span, "timestamp", 12_400);
    app.post("/trace/otel/end_span", "id", parent);
    app.post("/trace/otel/end_span", "id", linked);

    DecodedSpan sent = sent("whole");
    assertThat(sent.name()).isEqualTo("client.request");
    assertThat(sent.start()).isEqualTo(12_345_000);
    assertThat(sent.duration()).isEqualTo(55_000);
    assertThat(sent.parentId()).isEqualTo(Call.id(parent));
    assertThat(sent.meta())
        .containsEntry("span.kind", "client")
        .containsEntry("text", "t")
        .containsEntry("flag", "true")
        .containsEntry("one", "x")
        .containsEntry("many.0", "x")
        .containsEntry("many.1", "y");
    assertThat(sent.metrics())
        .containsEntry("int", 7.0)
        .containsEntry("float", 0.5)
        .containsEntry("numbers.0", 1.0)
        .containsEntry("numbers.1", 2.5);
    assertThat(sent.tag("_dd.span_links"))
        .contains(String.format("\"span_id\":\"%016x\"", Call.id(linked)))
        .contains("\"attributes\":{\"a.0\":\"1\",\"a.1\":\"2\"}");
    assertThat(sent("parent").name()).isEqualTo("server.request");
  }

  @Test
  void whatIsSetOnASpanArrives() {
    Object span = start("first");
    app.post("/trace/otel/set_attributes", "span_id", span, "attributes", Map.of("late", "yes"));
    app.post("/trace/otel/set_name", "span_id", span, "name", "renamed");
    app.post(
        "/trace/otel/set_status", "span_id", span, "code", "ERROR", "description", "out of stock");
    app.post("/trace/otel/add_event", "span_id", span, "name", "now");
    app.post(
        "/trace/otel/add_event",
        "span_id",
        span,
        "name",
        "then",
        "timestamp",
        5,
        "attributes",
        Map.of("n", 1));
    app.post(
        "/trace/otel/record_exception",
        "span_id",
        span,
        "message",
        "boom",
        "attributes",
        Map.of("why", "test"));
    assertThat(app.post("/trace/otel/is_recording", "span_id", span))
        .isEqualTo(Map.of("is_recording", true));
    app.post("/trace/otel/end_span", "id", span);
    assertThat(app.post("/trace/otel/is_recording", "span_id", span))
        .isEqualTo(Map.of("is_recording", false));
    app.post("/trace/otel/set_attributes", "span_id", span, "attributes", Map.of("late", "no"));

    DecodedSpan sent = sent("renamed");
    assertThat(sent.error()).isEqualTo(1);
    assertThat(sent.meta())
        .containsEntry("late", "yes")
        .containsEntry("error.message", "boom")
        .containsEntry("error.type", "java.lang.Exception");
    assertThat(sent.tag("events"))
        .contains("\"name\":\"now\"")
        .contains("{\"time_unix_nano\":5000,\"name\":\"then\",\"attributes\":{\"n\":1}}")
        .contains("\"name\":\"exception\"", "\"why\":\"test\"");
  }

  @Test
  void aSpanContextIsDescribed() {
    Object span = start("described");
    Map<?, ?> context = app.post("/trace/otel/span_context", "span_id", span);
    assertThat(context.get("span_id")).isEqualTo(String.format("%016x", Call.id(span)));
    assertThat((String) context.get("trace_id")).matches("[0-9a-f]{32}");
    assertThat(context.get("trace_flags")).isEqualTo("01");
    assertThat(context.get("trace_state")).isEqualTo("");
    assertThat(context.get("remote")).isEqualTo(false);
  }

  @Test
  void theSpanThatWasStartedLastIsCurrentUntilItEnds() {
    assertThat(current()).isEqualTo(0L);
    Object outer = start("outer");
    assertThat(current()).isEqualTo(outer);
    Object inner = start("inner", "parent_id", outer);
    assertThat(current()).isEqualTo(inner);
    app.post("/trace/otel/end_span", "id", inner);
    assertThat(current()).isEqualTo(outer);
    Object datadog = app.start("by the other API", "parent_id", outer);
    assertThat(current()).isEqualTo(datadog);
    app.finish(datadog);
    app.post("/trace/otel/end_span", "id", outer);
    assertThat(current()).isEqualTo(0L);
  }

  private Object current() {
    return app.get("/trace/otel/current_span").get("span_id");
  }

  @Test
  void spansOfBothApisMix() {
    Object datadog = app.start("datadog");
    Object otel = start("otel", "parent_id", datadog);
    app.post("/trace/otel/set_attributes", "span_id", datadog, "attributes", Map.of("a", "b"));
    app.post("/trace/span/set_meta", "span_id", otel, "key", "c", "value", "d");
    app.post("/trace/otel/end_span", "id", otel);
    app.finish(datadog);
    assertThat(sent("otel").parentId()).isEqualTo(Call.id(datadog));
    assertThat(sent("otel").tag("c")).isEqualTo("d");
    assertThat(sent("datadog").tag("a")).isEqualTo("b");
  }

  @Test
  void aContextOutOfHeadersCanBeParentAndLink() {
    Object remote =
        app.extract(
            "traceparent", "00-6922a0f80000000000000000000000ff-00000000000000aa-01",
            "tracestate", "dd=s:2;o:rum,vendor=x");
    Object below = start("below", "parent_id", remote);
    Map<?, ?> context = app.post("/trace/otel/span_context", "span_id", below);
    assertThat(context.get("trace_id")).isEqualTo("6922a0f80000000000000000000000ff");
    assertThat(context.get("trace_state")).isEqualTo("vendor=x");
    Object linking = start("linking", "links", List.of(Map.of("parent_id", remote)));
    app.post("/trace/otel/end_span", "id", below);
    app.post("/trace/otel/end_span", "id", linking);
    assertThat(sent("below").parentId()).isEqualTo(0xaa);
    assertThat(sent("below").tag("_dd.origin")).isEqualTo("rum");
    assertThat(sent("linking").tag("_dd.span_links"))
        .contains("\"span_id\":\"00000000000000aa\",\"flags\":1")
        .contains("vendor=x");
  }

  @Test
  void baggageIsSetAndGoesOut() {
    Object span = start("carrier");
    assertThat(app.post("/trace/otel/otel_set_baggage", "span_id", span, "key", "k", "value", "v"))
        .isEqualTo(Map.of("value", "v"));
    assertThat(app.inject(span)).containsEntry("baggage", "k=v");
  }

  @Test
  void unknownSpansDoNoHarm() {
    assertThat(app.post("/trace/otel/start_span", "name", "x", "parent_id", 4711).get("span_id"))
        .isEqualTo(0L);
    app.post("/trace/otel/end_span", "id", 4711);
    app.post("/trace/otel/set_name", "span_id", 4711, "name", "x");
    assertThat(app.post("/trace/otel/is_recording", "span_id", 4711))
        .isEqualTo(Map.of("is_recording", false));
  }
}
