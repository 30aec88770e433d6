package dev.spoor.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes the span maps of v0.3, v0.4 and v0.7: keys in any order, unknown ones skipped, of a
 * repeated one the last counts.
 *
 * <p>Which fields may be nil, and of which types, is the Agent's doing and looks arbitrary: nil
 * reads as empty everywhere but in the three younger fields, {@code meta_struct}, {@code
 * span_links} and {@code span_events}.
 */
final class SpanMapDecoder {
  /** A map is given room for at most so many entries before the first one has been read. */
  private static final int TRUSTED_SIZE = 64;

  private final MsgpackReader in;
  private final SpanExtrasDecoder extras;

  SpanMapDecoder(MsgpackReader in) {
    this.in = in;
    this.extras = new SpanExtrasDecoder(in);
  }

  List<DecodedTrace> traces(String what) throws MalformedPayload {
    int count = in.readArrayHeader(what);
    List<DecodedTrace> traces = new ArrayList<>(Math.min(count, TRUSTED_SIZE));
    for (int i = 0; i < count; i++) {
      traces.add(new DecodedTrace(spans("trace")));
    }
    return traces;
  }

  List<DecodedSpan> spans(String what) throws MalformedPayload {
    int count = in.readArrayHeader(what);
    List<DecodedSpan> spans = new ArrayList<>(Math.min(count, TRUSTED_SIZE));
    for (int i = 0; i < count; i++) {
      spans.add(span());
    }
    return spans;
  }

  private DecodedSpan span() throws MalformedPayload {
    SpanFields span = new SpanFields();
    int entries = in.readMapHeader("span");
    for (int i = 0; i < entries; i++) {
      field(span, in.readString("key of a span"));
    }
    return span.span();
  }

  private void field(SpanFields span, String key) throws MalformedPayload {
    switch (key) {
      case "service" -> span.service = in.readStringOrNil(key);
      case "name" -> span.name = in.readStringOrNil(key);
      case "resource" -> span.resource = in.readStringOrNil(key);
      case "type" -> span.type = in.readStringOrNil(key);
      case "trace_id" -> span.traceId = in.readNil() ? 0 : in.readId(key);
      case "span_id" -> span.spanId = in.readNil() ? 0 : in.readId(key);
      case "parent_id" -> span.parentId = in.readNil() ? 0 : in.readId(key);
      case "start" -> span.start = in.readNil() ? 0 : in.readLong(key);
      case "duration" -> span.duration = in.readNil() ? 0 : in.readLong(key);
      case "error" -> span.error = in.readNil() ? 0 : in.readInt32(key);
      case "meta" -> span.meta = strings(key);
      case "metrics" -> span.metrics = numbers(key);
      case "meta_struct" -> span.metaStruct = extras.metaStruct();
      case "span_links" -> span.links = extras.links();
      case "span_events" -> span.events = extras.events();
      default -> in.skip();
    }
  }

  Map<String, String> strings(String what) throws MalformedPayload {
    if (in.readNil()) {
      return Map.of();
    }
    int count = in.readMapHeader(what);
    Map<String, String> result = new LinkedHashMap<>(Math.min(count, TRUSTED_SIZE) * 2);
    for (int i = 0; i < count; i++) {
      String key = in.readStringOrNil("key of " + what);
      result.put(key, in.readStringOrNil(what));
    }
    return result;
  }

  private Map<String, Double> numbers(String what) throws MalformedPayload {
    if (in.readNil()) {
      return Map.of();
    }
    int count = in.readMapHeader(what);
    Map<String, Double> result = new LinkedHashMap<>(Math.min(count, TRUSTED_SIZE) * 2);
    for (int i = 0; i < count; i++) {
      String key = in.readStringOrNil("key of " + what);
      result.put(key, in.readNil() ? 0.0 : in.readNumber(what));
    }
    return result;
  }
}
