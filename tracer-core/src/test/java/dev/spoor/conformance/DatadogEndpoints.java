package dev.spoor.conformance;

import dev.spoor.propagation.Propagator;
import dev.spoor.trace.Baggage;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.SpanEvent;
import dev.spoor.trace.SpanLink;
import dev.spoor.trace.Tracer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spans by the tracer's own API. A call that names a span which is not known does nothing. */
final class DatadogEndpoints {
  private final SpanTable spans;

  DatadogEndpoints(SpanTable spans) {
    this.spans = spans;
  }

  void addTo(Router router) {
    router
        .post("/trace/span/start", this::start)
        .action("/trace/span/finish", call -> onSpan(call, Span::finish))
        .get("/trace/span/current", call -> SpanTable.ids(spans.current()))
        .action(
            "/trace/span/set_resource",
            call -> onSpan(call, span -> span.setResource(call.text("resource"), ResourceRank.TAG)))
        .action(
            "/trace/span/set_meta",
            call -> onSpan(call, span -> span.set(call.text("key"), call.value("value"))))
        .action(
            "/trace/span/set_metric",
            call -> onSpan(call, span -> span.set(call.text("key"), call.number("value"))))
        .action("/trace/span/error", call -> onSpan(call, span -> setError(span, call)))
        .action(
            "/trace/span/manual_keep",
            call -> onSpan(call, span -> span.trace().decideByHand(true)))
        .action(
            "/trace/span/manual_drop",
            call -> onSpan(call, span -> span.trace().decideByHand(false)))
        .action("/trace/span/add_link", call -> onSpan(call, span -> addLink(span, call)))
        .action("/trace/span/add_event", call -> onSpan(call, span -> addEvent(span, call)));
    addBaggageTo(router);
    router
        .post("/trace/span/inject_headers", this::inject)
        .post("/trace/span/extract_headers", this::extract);
  }

  private void addBaggageTo(Router router) {
    router
        .action(
            "/trace/span/set_baggage",
            call -> onSpan(call, span -> span.setBaggageItem(call.text("key"), call.text("value"))))
        .get(
            "/trace/span/get_baggage",
            call -> answer("baggage", baggage(call).get(call.text("key"))))
        .get("/trace/span/get_all_baggage", call -> answer("baggage", baggage(call).items()))
        .action(
            "/trace/span/remove_baggage",
            call -> onSpan(call, span -> span.setBaggageItem(call.text("key"), null)))
        .action(
            "/trace/span/remove_all_baggage",
            call -> onSpan(call, span -> span.setBaggage(Baggage.EMPTY)));
  }

  private Baggage baggage(Call call) {
    Span span = spans.get(call.id("span_id"));
    return span == null ? Baggage.EMPTY : span.baggage();
  }

  private static Map<String, Object> answer(String name, Object value) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(name, value);
    return answer;
  }

  private Map<String, Object> start(Call call) {
    Tracer tracer = Tracer.active();
    if (tracer == null) {
      return SpanTable.ids(null);
    }
    long parentId = call.id("parent_id");
    RemoteParent remote = call.value("parent_id") == null ? null : spans.remote(parentId);
    Span parent = remote == null ? spans.get(parentId) : null;
    if (parentId != 0 && parent == null && remote == null) {
      return SpanTable.ids(null);
    }
    String name = call.text("name");
    Span span = parent != null ? tracer.start(name, parent) : tracer.startRoot(name, remote);
    if (call.text("service") != null) {
      span.setService(call.text("service"), Span.BY_HAND);
    }
    if (call.text("resource") != null) {
      span.setResource(call.text("resource"), ResourceRank.TAG);
    }
    if (call.text("type") != null) {
      span.setType(call.text("type"));
    }
    for (Object tag : call.list("span_tags")) {
      if (tag instanceof List<?> pair && pair.size() == 2) {
        span.set(pair.get(0).toString(), pair.get(1));
      }
    }
    spans.add(span);
    return SpanTable.ids(span);
  }

  private static void setError(Span span, Call call) {
    span.setError(true, ErrorRank.BY_HAND);
    span.set("error.type", call.text("type"));
    span.set("error.message", call.text("message"));
    span.set("error.stack", call.text("stack"));
  }

  private void addLink(Span span, Call call) {
    long linkedId = call.id("parent_id");
    Map<String, String> attributes = SpanLink.flatten(attributes(call));
    RemoteParent remote = spans.remote(linkedId);
    Span linked = spans.get(linkedId);
    if (remote != null) {
      span.addLink(Propagator.link(remote, attributes));
    } else if (linked != null) {
      span.addLink(Propagator.link(linked, attributes));
    }
  }

  private static void addEvent(Span span, Call call) {
    Number time = call.number("timestamp");
    span.addEvent(
        SpanEvent.of(
            call.text("name"),
            time == null ? span.trace().now() : time.longValue(),
            attributes(call)));
  }

  private static Map<String, Object> attributes(Call call) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    call.map("attributes").forEach((key, value) -> attributes.put(key.toString(), value));
    return attributes;
  }

  private Object inject(Call call) {
    List<List<String>> headers = new ArrayList<>();
    onSpan(
        call,
        span ->
            Propagator.active()
                .inject(span, headers, (list, name, value) -> list.add(List.of(name, value))));
    return Map.of("http_headers", headers);
  }

  private Object extract(Call call) {
    List<?> headers = call.list("http_headers");
    RemoteParent remote = Propagator.active().extract(headers, HeaderList.GETTER);
    // An origin alone is nothing that a span could be started below.
    if (remote == null
        || !remote.hasIds() && remote.links().isEmpty() && remote.baggage().isEmpty()) {
      return answer("span_id", null);
    }
    spans.add(remote);
    return answer("span_id", Call.unsigned(remote.spanId()));
  }

  /** What a call asks of a span. */
  private interface SpanAction {
    void on(Span span);
  }

  private void onSpan(Call call, SpanAction action) {
    Span span = spans.get(call.id("span_id"));
    if (span != null) {
      action.on(span);
    }
  }
}
