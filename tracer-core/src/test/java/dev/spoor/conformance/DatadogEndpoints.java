package dev.spoor.conformance;

import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.util.List;
import java.util.Map;

/** Spans by the tracer's own API. */
final class DatadogEndpoints {
  private final SpanTable spans;

  DatadogEndpoints(SpanTable spans) {
    this.spans = spans;
  }

  void addTo(Router router) {
    router
        .post("/trace/span/start", this::start)
        .action("/trace/span/finish", call -> onSpan(call, Span::finish))
        .get("/trace/span/current", call -> SpanTable.ids(spans.current()));
  }

  private Map<String, Object> start(Call call) {
    Tracer tracer = Tracer.active();
    if (tracer == null) {
      return SpanTable.ids(null);
    }
    long parentId = call.id("parent_id");
    Span parent = spans.get(parentId);
    RemoteParent remote = parent == null ? spans.remote(parentId) : null;
    if (parentId != 0 && parent == null && remote == null) {
      return SpanTable.ids(null);
    }
    String name = call.text("name");
    Span span = parent != null ? tracer.start(name, parent) : tracer.startRoot(name, remote);
    if (call.text("service") != null) {
      span.setService(call.text("service"), "m");
    }
    if (call.text("resource") != null) {
      span.setResource(call.text("resource"), ResourceRank.TAG);
    }
    if (call.text("type") != null) {
      span.setType(call.text("type"));
    }
    for (Object tag : call.list("span_tags")) {
      if (tag instanceof List<?> pair && pair.size() == 2) {
        span.setTag(pair.get(0).toString(), String.valueOf(pair.get(1)));
      }
    }
    spans.add(span);
    return SpanTable.ids(span);
  }

  /** What a call asks of a span; a span that is not known is passed over. */
  interface SpanAction {
    void on(Span span);
  }

  private void onSpan(Call call, SpanAction action) {
    Span span = spans.get(call.id("span_id"));
    if (span != null) {
      action.on(span);
    }
  }
}
