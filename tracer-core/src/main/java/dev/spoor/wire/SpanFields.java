package dev.spoor.wire;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What has been read of one span so far; each decoder fills a fresh one. Not thread safe. */
final class SpanFields {
  String service = "";
  String name = "";
  String resource = "";
  String type = "";
  long traceId;
  long spanId;
  long parentId;
  long start;
  long duration;
  int error;
  Map<String, String> meta = Map.of();
  Map<String, Double> metrics = Map.of();
  Map<String, byte[]> metaStruct = Map.of();
  List<DecodedSpanLink> links = List.of();
  List<DecodedSpanEvent> events = List.of();

  /** The fields of a span that is to be changed; its maps are replaced, never written to. */
  static SpanFields of(DecodedSpan span) {
    SpanFields fields = new SpanFields();
    fields.service = span.service();
    fields.name = span.name();
    fields.resource = span.resource();
    fields.type = span.type();
    fields.traceId = span.traceId();
    fields.spanId = span.spanId();
    fields.parentId = span.parentId();
    fields.start = span.start();
    fields.duration = span.duration();
    fields.error = span.error();
    fields.meta = span.meta();
    fields.metrics = span.metrics();
    fields.metaStruct = span.metaStruct();
    fields.links = span.spanLinks();
    fields.events = span.spanEvents();
    return fields;
  }

  DecodedSpan span() {
    return new DecodedSpan(
        service,
        name,
        resource,
        type,
        traceId,
        spanId,
        parentId,
        start,
        duration,
        error,
        Collections.unmodifiableMap(meta),
        Collections.unmodifiableMap(metrics),
        Collections.unmodifiableMap(metaStruct),
        links,
        events);
  }
}
