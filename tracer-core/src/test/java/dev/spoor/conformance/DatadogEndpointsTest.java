package dev.spoor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.SpanAssert;
import dev.spoor.trace.TraceId;
import dev.spoor.wire.DecodedSpan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every call of the tracer's own API, as an outside suite makes it. */
class DatadogEndpointsTest {
  private final RunningApp app = new RunningApp();

  @AfterEach
  void stop() {
    app.close();
  }

  private DecodedSpan sent(String name) {
    app.flush();
    DecodedSpan span = app.agent().awaitSpan(s -> s.name().equals(name));
    app.agent().assertNoViolations();
    return span;
  }

  @Test
  void aStartedSpanIsSentWithWhatWasSaidOfItAndNothingElseIsTraced() {
    Object root =
        app.start(
            "web",
            "service",
            "other",
            "resource",
            "GET /",
            "type",
            "web",
            "parent_id",
            null,
            "span_tags",
            List.of(List.of("k", "v"), List.of("span.kind", "server")),
            "unheard.of",
            Map.of());
    Object child = app.start("work", "parent_id", root, "service", null);
    app.finish(child);
    app.finish(root);

    DecodedSpan web = sent("web");
    SpanAssert.assertThat(web)
        .hasService("other")
        .hasResource("GET /")
        .hasType("web")
        .hasTag("k", "v")
        .hasTag("span.kind", "server")
        .hasTag("_dd.svc_src", "m")
        .hasTag("_dd.base_service", "own")
        .isRoot();
    assertThat(web.spanId()).isEqualTo(((Number) root).longValue());
    SpanAssert.assertThat(sent("work")).isChildOf(web).hasResource("work").hasService("other");
    assertThat(app.agent().spans()).hasSize(2);
  }

  @Test
  void idsAreUnsignedNumbersAndMayComeBackAsText() {
    Object root = app.start("root");
    assertThat(root).isInstanceOf(Number.class);
    Object child = app.start("child", "parent_id", root.toString());
    Object third =
        app.start("third", "parent_id", "0x" + Long.toHexString(((Number) child).longValue()));
    app.finish(third.toString());
    app.finish(child);
    app.finish(root);
    assertThat(sent("third").parentId()).isEqualTo(((Number) child).longValue());
  }

  @Test
  void anUnknownParentAnswersZeros() {
    assertThat(app.post("/trace/span/start", "name", "x", "parent_id", 7).get("span_id"))
        .isEqualTo(0L);
    for (Object none : new Object[] {0, "0", null}) {
      app.start("root", "parent_id", none);
    }
  }

  @Test
  void theSpanStartedLastIsCurrentUntilItIsFinished() {
    assertThat(app.get("/trace/span/current").get("span_id")).isEqualTo(0L);
    Object root = app.start("root");
    Object child = app.start("child", "parent_id", root);
    assertThat(app.get("/trace/span/current").get("span_id")).isEqualTo(child);
    app.finish(child);
    assertThat(app.get("/trace/span/current").get("span_id")).isEqualTo(root);
    app.finish(root);
    assertThat(app.get("/trace/span/current").get("trace_id")).isEqualTo(0L);
  }

  @Test
  void metaMetricsResourceAndErrorAreSet() {
    Object id = app.start("job");
    app.post("/trace/span/set_resource", "span_id", id, "resource", "named");
    app.post("/trace/span/set_meta", "span_id", id, "key", "text", "value", "t");
    app.post("/trace/span/set_meta", "span_id", id, "key", "flag", "value", true);
    app.post("/trace/span/set_meta", "span_id", id, "key", "none", "value", null);
    app.post("/trace/span/set_metric", "span_id", id, "key", "n", "value", 42);
    app.post("/trace/span/set_metric", "span_id", id, "key", "half", "value", 0.5);
    app.post(
        "/trace/span/error", "span_id", id, "type", "T", "message", "M", "stack", "S at line 1");
    app.finish(id);

    SpanAssert.assertThat(sent("job"))
        .hasResource("named")
        .hasTag("text", "t")
        .hasTag("flag", "true")
        .hasNoTag("none")
        .hasMetric("n", 42)
        .hasMetric("half", 0.5)
        .hasError("T")
        .hasTag("error.message", "M")
        .hasTag("error.stack", "S at line 1");
  }

  @Test
  void manualKeepAndDropDecideForTheTrace() {
    Object keep = app.start("keep");
    app.post("/trace/span/manual_keep", "span_id", keep);
    app.finish(keep);
    Object drop = app.start("drop");
    app.post("/trace/span/manual_drop", "span_id", drop);
    app.finish(drop);
    Object tagged = app.start("tagged");
    app.post("/trace/span/set_meta", "span_id", tagged, "key", "manual.keep", "value", "1");
    app.finish(tagged);

    SpanAssert.assertThat(sent("keep"))
        .hasMetric("_sampling_priority_v1", 2)
        .hasTag("_dd.p.dm", "-4");
    SpanAssert.assertThat(sent("drop")).hasMetric("_sampling_priority_v1", -1).hasNoTag("_dd.p.dm");
    SpanAssert.assertThat(sent("tagged"))
        .hasMetric("_sampling_priority_v1", 2)
        .hasNoTag("manual.keep");
  }

  @Test
  void linksAndEventsAreSent() {
    Object linked = app.start("linked");
    Object extracted =
        app.extract(
            "traceparent",
            "00-640cfd8d00000000000000000000000a-00000000000000ff-01",
            "tracestate",
            "dd=s:2,foo=1");
    Object id = app.start("linking");
    app.post(
        "/trace/span/add_link",
        "span_id",
        id,
        "parent_id",
        linked,
        "attributes",
        Map.of("list", List.of("a", true)));
    app.post("/trace/span/add_link", "span_id", id, "parent_id", extracted);
    app.post(
        "/trace/span/add_event",
        "span_id",
        id,
        "name",
        "happened",
        "timestamp",
        12345,
        "attributes",
        Map.of("n", 1));
    app.finish(id);
    app.finish(linked);

    DecodedSpan span = sent("linking");
    List<?> links = (List<?>) Json.read(span.tag("_dd.span_links").getBytes());
    assertThat(links).hasSize(2);
    assertThat(((Map<?, ?>) links.get(0)).get("span_id"))
        .isEqualTo(TraceId.hex(((Number) linked).longValue()));
    assertThat(((Map<?, ?>) links.get(0)).get("attributes"))
        .isEqualTo(Map.of("list.0", "a", "list.1", "true"));
    assertThat(((Map<?, ?>) links.get(1)).get("trace_id"))
        .isEqualTo("640cfd8d00000000000000000000000a");
    assertThat(((Map<?, ?>) links.get(1)).get("tracestate")).isEqualTo("dd=s:2,foo=1");
    Map<?, ?> event = (Map<?, ?>) ((List<?>) Json.read(span.tag("events").getBytes())).get(0);
    assertThat(event.get("name")).isEqualTo("happened");
    assertThat(event.get("time_unix_nano")).isEqualTo(12345L);
    assertThat(event.get("attributes")).isEqualTo(Map.of("n", 1L));
  }

  @Test
  void baggageIsSetReadAndRemoved() {
    Object id = app.start("root");
    app.post("/trace/span/set_baggage", "span_id", id, "key", "a", "value", "1");
    app.post("/trace/span/set_baggage", "span_id", id, "key", "b", "value", "2");
    assertThat(app.get("/trace/span/get_baggage", "span_id", id, "key", "a").get("baggage"))
        .isEqualTo("1");
    Map<?, ?> none = app.get("/trace/span/get_baggage", "span_id", id, "key", "x");
    assertThat(none.containsKey("baggage")).isTrue();
    assertThat(none.get("baggage")).isNull();
    assertThat(app.get("/trace/span/get_all_baggage", "span_id", id).get("baggage"))
        .isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(app.inject(id)).containsEntry("baggage", "a=1,b=2");
    app.post("/trace/span/remove_baggage", "span_id", id, "key", "a");
    assertThat(app.inject(id)).containsEntry("baggage", "b=2");
    app.post("/trace/span/remove_all_baggage", "span_id", id);
    assertThat(app.inject(id)).doesNotContainKey("baggage");
    assertThat(app.get("/trace/span/get_all_baggage", "span_id", id).get("baggage"))
        .isEqualTo(Map.of());
  }

  @Test
  void anExtractedParentIsContinuedWithAllStyles() {
    Object parent =
        app.extract(
            "X-Datadog-Trace-Id", "10",
            "x-datadog-parent-id", "18446744073709551615",
            "x-datadog-sampling-priority", "2",
            "x-datadog-origin", "synthetics",
            "x-datadog-tags", "_dd.p.tid=640cfd8d00000000,_dd.p.dm=-4,_dd.p.usr.id=u",
            "baggage", "user.id=u1",
            "traceparent", "00-640cfd8d00000000000000000000000a-00000000000000ff-01",
            "traceparent", "00-640cfd8d00000000000000000000000a-00000000000000fe-01");
    assertThat(parent.toString()).isEqualTo("18446744073709551615");
    Object id = app.start("served", "parent_id", parent);
    Map<String, String> headers = app.inject(id);
    app.finish(id);

    assertThat(headers)
        .containsEntry("x-datadog-trace-id", "10")
        .containsEntry("x-datadog-sampling-priority", "2")
        .containsEntry("x-datadog-origin", "synthetics")
        .containsEntry("baggage", "user.id=u1");
    assertThat(headers.get("x-datadog-tags"))
        .contains("_dd.p.tid=640cfd8d00000000", "_dd.p.dm=-4", "_dd.p.usr.id=u");
    assertThat(headers.get("traceparent")).startsWith("00-640cfd8d00000000000000000000000a-");
    SpanAssert.assertThat(sent("served"))
        .hasTag("_dd.origin", "synthetics")
        .hasTag("_dd.p.tid", "640cfd8d00000000")
        .hasTag("_dd.p.usr.id", "u")
        .hasTag("baggage.user.id", "u1")
        .hasMetric("_sampling_priority_v1", 2);
    assertThat(sent("served").parentId()).isEqualTo(-1L);
  }

  @Test
  void nothingValidIsNoParentAndAnUnknownSpanHasNoHeaders() {
    assertThat(app.extract("x-datadog-trace-id", "zero")).isNull();
    assertThat(app.inject(12345)).isEmpty();
  }

  @Test
  void baggageAloneIsAContextForOneSpan() {
    Object parent = app.extract("baggage", "a=1");
    assertThat(parent).isEqualTo(0L);
    Object id = app.start("root", "parent_id", parent);
    assertThat(app.inject(id)).containsEntry("baggage", "a=1");
    assertThat(app.inject(app.start("next", "parent_id", parent))).doesNotContainKey("baggage");
  }

  @Test
  void flushesAnswerAndTellOfSuccess() {
    app.finish(app.start("root"));
    app.post("/trace/span/flush");
    assertThat(app.agent().spans()).hasSize(1);
    app.post("/trace/stats/flush");
    assertThat(app.post("/trace/otel/flush", "seconds", 1).get("success")).isEqualTo(true);
    app.post("/log/otel/flush", "seconds", 3);
  }

  @Test
  void whatIsNotKnownIsNotFound() {
    for (String path :
        List.of(
            "/non-existent-endpoint-to-ping-until-the-server-starts",
            "/trace/span",
            "/trace/remote-config/apply")) {
      assertThat(RunningApp.exchange(app.port(), "GET", path).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aCallThatMakesNoSenseIsToldAndTheAppGoesOn() {
    assertThat(RunningApp.exchange(app.port(), "POST", "/trace/span/start").statusCode())
        .isEqualTo(500);
    app.start("root");
  }
}
