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
