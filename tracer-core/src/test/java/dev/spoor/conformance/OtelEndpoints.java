package dev.spoor.conformance;

/** Spans by the OpenTelemetry API. */
final class OtelEndpoints {
  private final SpanTable spans;

  OtelEndpoints(SpanTable spans) {
    this.spans = spans;
  }

  void addTo(Router router) {
    router.get("/trace/otel/current_span", call -> SpanTable.ids(spans.current()));
  }
}
