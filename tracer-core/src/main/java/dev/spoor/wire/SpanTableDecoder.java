package dev.spoor.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes v0.5: a table of strings, then spans as arrays of exactly twelve elements that refer to
 * it. Nothing may be nil, except that the Agent reads strings of the table as leniently as
 * elsewhere.
 */
final class SpanTableDecoder {
  private static final int ELEMENTS = 12;

  private final MsgpackReader in;
  private final List<String> table = new ArrayList<>();

  SpanTableDecoder(MsgpackReader in) {
    this.in = in;
  }

  List<DecodedTrace> traces() throws MalformedPayload {
    if (in.readArrayHeader("payload") != 2) {
      throw in.malformed("payload: an array of 2 elements belongs here");
    }
    int strings = in.readArrayHeader("string table");
    for (int i = 0; i < strings; i++) {
      table.add(in.readString("string table"));
    }
    int count = in.readArrayHeader("traces");
    List<DecodedTrace> traces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      traces.add(trace());
    }
    return traces;
  }

  private DecodedTrace trace() throws MalformedPayload {
    int count = in.readArrayHeader("trace");
    List<DecodedSpan> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spans.add(span());
    }
    return new DecodedTrace(spans);
  }

  private DecodedSpan span() throws MalformedPayload {
    int elements = in.readArrayHeader("span");
    if (elements != ELEMENTS) {
      throw in.malformed("span: " + ELEMENTS + " elements belong here, found " + elements);
    }
    SpanFields span = new SpanFields();
    span.service = string("service");
    span.name = string("name");
    span.resource = string("resource");
    span.traceId = in.readId("trace_id");
    span.spanId = in.readId("span_id");
    span.parentId = in.readId("parent_id");
    span.start = in.readLong("start");
    span.duration = in.readLong("duration");
    span.error = in.readInt32("error");
    span.meta = meta();
    span.metrics = metrics();
    span.type = string("type");
    return span.span();
  }

  private Map<String, String> meta() throws MalformedPayload {
    int count = in.readMapHeader("meta");
    Map<String, String> result = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = string("key of meta");
      result.put(key, string("meta"));
    }
    return result;
  }

  private Map<String, Double> metrics() throws MalformedPayload {
    int count = in.readMapHeader("metrics");
    Map<String, Double> result = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = string("key of metrics");
      result.put(key, in.readNumber("metrics"));
    }
    return result;
  }

  private String string(String what) throws MalformedPayload {
    long index = in.readUint32(what);
    if (index >= table.size()) {
      throw in.malformed(
          what + ": index " + index + " in a string table of " + table.size() + " entries");
    }
    return table.get((int) index);
  }
}
