package dev.spoor.conformance;

import dev.spoor.Spoor;
import dev.spoor.trace.RemoteParent;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Spans by the OpenTelemetry API. Times of callers are microseconds. A call that names a span which
 * is not known does nothing.
 */
@SuppressWarnings("try") // scopes are closed and not otherwise used
final class OtelEndpoints {
  private static final List<SpanKind> KINDS =
      List.of(
          SpanKind.INTERNAL,
          SpanKind.SERVER,
          SpanKind.CLIENT,
          SpanKind.PRODUCER,
          SpanKind.CONSUMER);

  private final SpanTable spans;
  private final Tracer tracer = Spoor.openTelemetry().getTracer("conformance");

  OtelEndpoints(SpanTable spans) {
    this.spans = spans;
  }

  void addTo(Router router) {
    router
        .post("/trace/otel/start_span", this::start)
        .action("/trace/otel/end_span", call -> on(call.id("id"), span -> end(span, call)))
        .action(
            "/trace/otel/set_attributes",
            call -> onSpan(call, span -> span.setAllAttributes(attributes(call))))
        .action(
            "/trace/otel/set_name",
            call -> onSpan(call, span -> span.updateName(call.text("name"))))
        .action(
            "/trace/otel/set_status",
            call ->
                onSpan(
                    call,
                    span ->
                        span.setStatus(
                            StatusCode.valueOf(call.text("code")), call.text("description"))))
        .action("/trace/otel/add_event", call -> onSpan(call, span -> addEvent(span, call)))
        .action(
            "/trace/otel/record_exception",
            call ->
                onSpan(
                    call,
                    span ->
                        span.recordException(
                            new Exception(call.text("message")), attributes(call))))
        .post(
            "/trace/otel/is_recording",
            call -> Map.of("is_recording", find(call.id("span_id")).isRecording()))
        .post("/trace/otel/span_context", call -> describe(find(call.id("span_id"))))
        .get("/trace/otel/current_span", call -> SpanTable.ids(spans.current()))
        .post("/trace/otel/otel_set_baggage", this::setBaggage);
  }

  private Map<String, Object> start(Call call) {
    SpanBuilder builder = tracer.spanBuilder(call.text("name"));
    Number time = call.number("timestamp");
    if (time != null) {
      builder.setStartTimestamp(time.longValue(), TimeUnit.MICROSECONDS);
    }
    Number kind = call.number("span_kind");
    if (kind != null) {
      builder.setSpanKind(KINDS.get(kind.intValue()));
    }
    for (Object each : call.list("links")) {
      Call link = new Call(each);
      builder.addLink(context(link.id("parent_id")), attributes(link));
    }
    builder.setAllAttributes(attributes(call));
    Span span = startBelow(call.id("parent_id"), builder);
    if (span == null || !span.isRecording()) {
      return SpanTable.ids(null);
    }
    dev.spoor.trace.Span ours = within(Context.root().with(span), dev.spoor.trace.Span::current);
    spans.add(ours);
    return SpanTable.ids(ours);
  }

  /** A span below a started one or below a context that came out of headers; null for neither. */
  private Span startBelow(long parentId, SpanBuilder builder) {
    if (parentId == 0) {
      return builder.setNoParent().startSpan();
    }
    if (spans.get(parentId) != null) {
      return builder.setParent(Context.root().with(find(parentId))).startSpan();
    }
    RemoteParent remote = spans.remote(parentId);
    return remote == null ? null : within(new Caller(remote), builder::startSpan);
  }

  private static void end(Span span, Call call) {
    Number time = call.number("timestamp");
    if (time == null) {
      span.end();
    } else {
      span.end(time.longValue(), TimeUnit.MICROSECONDS);
    }
  }

  private static void addEvent(Span span, Call call) {
    Number time = call.number("timestamp");
    if (time == null) {
      span.addEvent(call.text("name"), attributes(call));
    } else {
      span.addEvent(call.text("name"), attributes(call), time.longValue(), TimeUnit.MICROSECONDS);
    }
  }

  private static Map<String, Object> describe(Span span) {
    SpanContext context = span.getSpanContext();
    StringJoiner state = new StringJoiner(",");
    context.getTraceState().forEach((key, value) -> state.add(key + "=" + value));
    return Map.of(
        "span_id", context.getSpanId(),
        "trace_id", context.getTraceId(),
        "trace_flags", context.getTraceFlags().asHex(),
        "trace_state", state.toString(),
        "remote", context.isRemote());
  }

  private Map<String, Object> setBaggage(Call call) {
    String key = call.text("key");
    dev.spoor.trace.Span span = spans.get(call.id("span_id"));
    if (span == null || key == null) {
      return Map.of();
    }
    span.setBaggage(span.baggage().with(key, String.valueOf(call.value("value"))));
    return Map.of("value", within(span, () -> Baggage.current().getEntryValue(key)));
  }

  /** The context of a started span or of one that came out of headers; null for neither. */
  private SpanContext context(long spanId) {
    if (spans.get(spanId) != null) {
      return find(spanId).getSpanContext();
    }
    RemoteParent remote = spans.remote(spanId);
    return remote == null ? null : within(new Caller(remote), Span::current).getSpanContext();
  }

  private void onSpan(Call call, Consumer<Span> action) {
    on(call.id("span_id"), action);
  }

  private void on(long spanId, Consumer<Span> action) {
    action.accept(find(spanId));
  }

  /** The API's view of a span, whichever API it was started by; an invalid one if it is unknown. */
  private Span find(long spanId) {
    dev.spoor.trace.Span span = spans.get(spanId);
    return span == null ? Span.getInvalid() : within(span, Span::current);
  }

  private static Attributes attributes(Call call) {
    AttributesBuilder attributes = Attributes.builder();
    call.map("attributes").forEach((key, value) -> put(attributes, key.toString(), value));
    return attributes.build();
  }

  private static void put(AttributesBuilder attributes, String key, Object value) {
    if (value instanceof List<?> list) {
      if (list.size() == 1) {
        put(attributes, key, list.get(0));
      } else if (!list.isEmpty() && list.stream().allMatch(Boolean.class::isInstance)) {
        boolean[] flags = new boolean[list.size()];
        for (int i = 0; i < flags.length; i++) {
          flags[i] = (Boolean) list.get(i);
        }
        attributes.put(key, flags);
      } else if (!list.isEmpty() && list.stream().allMatch(Long.class::isInstance)) {
        attributes.put(key, list.stream().mapToLong(each -> (Long) each).toArray());
      } else if (!list.isEmpty() && list.stream().allMatch(Number.class::isInstance)) {
        attributes.put(
            key, list.stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray());
      } else {
        attributes.put(key, list.stream().map(String::valueOf).toArray(String[]::new));
      }
    } else if (value instanceof Boolean flag) {
      attributes.put(key, flag);
    } else if (value instanceof Double number) {
      attributes.put(key, number);
    } else if (value instanceof Number number) {
      attributes.put(key, number.longValue());
    } else if (value != null) {
      attributes.put(key, value.toString());
    }
  }

  private static <T> T within(dev.spoor.context.Context context, Supplier<T> body) {
    dev.spoor.context.Context before = dev.spoor.context.Context.swap(context);
    try {
      return body.get();
    } finally {
      dev.spoor.context.Context.swap(before);
    }
  }

  private static <T> T within(Context context, Supplier<T> body) {
    try (Scope scope = context.makeCurrent()) {
      return body.get();
    }
  }

  /** A caller that no span of this process continues yet. */
  private static final class Caller extends dev.spoor.context.Context {
    private final RemoteParent remote;

    Caller(RemoteParent remote) {
      this.remote = remote;
    }

    @Override
    public Object span() {
      return null;
    }

    @Override
    public Object remote() {
      return remote;
    }
  }
}
