package dev.spoor.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes v1.0: maps with small numbers as keys, and strings that are spelled out once and referred
 * to by index afterwards. What a chunk says once is put on its first span, where v0.4 has it; what
 * the payload says about the process as a whole is read, for its strings count, and left out.
 *
 * <p>Strict where receivers differ, since a payload that only some of them take is of no use: keys
 * that no tracer may send, attributes of structured types outside events, and trace ids that are
 * not of 16 bytes are refused. Unknown keys have to be, for an unknown value may hold strings that
 * shift all later indices. For one payload only, not thread safe.
 */
final class IndexedPayloadDecoder {
  private static final List<String> KINDS =
      List.of("", "internal", "server", "client", "producer", "consumer");

  private final MsgpackReader in;
  private final IndexedValueReader values;

  IndexedPayloadDecoder(MsgpackReader in) {
    this.in = in;
    this.values = new IndexedValueReader(in);
  }

  List<DecodedTrace> traces() throws MalformedPayload {
    List<DecodedTrace> traces = new ArrayList<>();
    int entries = in.readMapHeader("payload");
    for (int i = 0; i < entries; i++) {
      int key = values.key("key of the payload");
      switch (key) {
        case 2, 3, 4, 5, 6, 7, 8, 9 -> values.string("field of the payload");
        case 10 -> values.attributes("attributes of the payload", new LinkedHashMap<>(), false);
        case 11 -> traces = chunks();
        default -> throw values.unknown(key, "the payload");
      }
    }
    return traces;
  }

  private List<DecodedTrace> chunks() throws MalformedPayload {
    int count = in.readArrayHeader("chunks");
    List<DecodedTrace> traces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      traces.add(chunk());
    }
    return traces;
  }

  private DecodedTrace chunk() throws MalformedPayload {
    List<DecodedSpan> spans = new ArrayList<>();
    Map<String, Object> tags = new LinkedHashMap<>();
    long traceId = 0;
    int entries = in.readMapHeader("chunk");
    for (int i = 0; i < entries; i++) {
      int key = values.key("key of a chunk");
      switch (key) {
        case 1 -> tags.put("_sampling_priority_v1", (long) in.readInt32("priority"));
        case 2 -> putUnlessEmpty(tags, "_dd.origin", values.string("origin"));
        case 3 -> values.attributes("attributes of a chunk", tags, false);
        case 4 -> spans = spans();
        case 6 -> {
          ByteBuffer id = values.traceId();
          long high = id.getLong();
          traceId = id.getLong();
          putUnlessEmpty(tags, "_dd.p.tid", high == 0 ? "" : HexFormat.of().toHexDigits(high));
        }
        case 7 -> {
          long mechanism = in.readUint32("samplingMechanism");
          putUnlessEmpty(tags, "_dd.p.dm", mechanism == 0 ? "" : "-" + mechanism);
        }
        default -> throw values.unknown(key, "a chunk");
      }
    }
    return new DecodedTrace(withChunkFields(spans, traceId, tags));
  }

  /** Only now, because the fields of a chunk may come after its spans. */
  private static List<DecodedSpan> withChunkFields(
      List<DecodedSpan> spans, long traceId, Map<String, Object> tags) {
    for (int i = 0; i < spans.size(); i++) {
      SpanFields fields = SpanFields.of(spans.get(i));
      fields.traceId = traceId;
      if (i == 0) {
        addAbsent(fields, tags);
      }
      spans.set(i, fields.span());
    }
    return spans;
  }

  private List<DecodedSpan> spans() throws MalformedPayload {
    int count = in.readArrayHeader("spans");
    List<DecodedSpan> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spans.add(span());
    }
    return spans;
  }

  private DecodedSpan span() throws MalformedPayload {
    SpanFields span = new SpanFields();
    Map<String, Object> tags = new LinkedHashMap<>();
    int entries = in.readMapHeader("span");
    for (int i = 0; i < entries; i++) {
      int key = values.key("key of a span");
      switch (key) {
        case 1 -> span.service = values.string("service");
        case 2 -> span.name = values.string("name");
        case 3 -> span.resource = values.string("resource");
        case 4 -> span.spanId = in.readUnsigned("spanID");
        case 5 -> span.parentId = in.readUnsigned("parentID");
        case 6 -> span.start = nanos("start");
        case 7 -> span.duration = nanos("duration");
        case 8 -> span.error = in.readBoolean("error") ? 1 : 0;
        case 9 -> values.attributes("attributes of a span", tags, false);
        case 10 -> span.type = values.string("type");
        case 11 -> span.links = links();
        case 12 -> span.events = events();
        case 13 -> putUnlessEmpty(tags, "env", values.string("env"));
        case 14 -> putUnlessEmpty(tags, "version", values.string("version"));
        case 15 -> putUnlessEmpty(tags, "component", values.string("component"));
        case 16 -> putUnlessEmpty(tags, "span.kind", kind());
        default -> throw values.unknown(key, "a span");
      }
    }
    addAbsent(span, tags);
    return span.span();
  }

  private List<DecodedSpanLink> links() throws MalformedPayload {
    int count = in.readArrayHeader("links");
    List<DecodedSpanLink> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      result.add(link());
    }
    return Collections.unmodifiableList(result);
  }

  private DecodedSpanLink link() throws MalformedPayload {
    long traceId = 0;
    long traceIdHigh = 0;
    long spanId = 0;
    long flags = 0;
    String tracestate = "";
    Map<String, Object> attributes = new LinkedHashMap<>();
    int entries = in.readMapHeader("link");
    for (int i = 0; i < entries; i++) {
      int key = values.key("key of a link");
      switch (key) {
        case 1 -> {
          ByteBuffer id = values.traceId();
          traceIdHigh = id.getLong();
          traceId = id.getLong();
        }
        case 2 -> spanId = in.readUnsigned("spanID of a link");
        case 3 -> values.attributes("attributes of a link", attributes, false);
        case 4 -> tracestate = values.string("tracestate");
        case 5 -> flags = in.readUint32("flags");
        default -> throw values.unknown(key, "a link");
      }
    }
    return new DecodedSpanLink(traceId, traceIdHigh, spanId, texts(attributes), tracestate, flags);
  }

  private static Map<String, String> texts(Map<String, Object> attributes) {
    if (attributes.isEmpty()) {
      return Map.of();
    }
    Map<String, String> result = new LinkedHashMap<>();
    attributes.forEach((key, value) -> result.put(key, value.toString()));
    return Collections.unmodifiableMap(result);
  }

  private List<DecodedSpanEvent> events() throws MalformedPayload {
    int count = in.readArrayHeader("events");
    List<DecodedSpanEvent> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      result.add(event());
    }
    return Collections.unmodifiableList(result);
  }

  private DecodedSpanEvent event() throws MalformedPayload {
    long time = 0;
    String name = "";
    Map<String, Object> attributes = new LinkedHashMap<>();
    int entries = in.readMapHeader("event");
    for (int i = 0; i < entries; i++) {
      int key = values.key("key of an event");
      switch (key) {
        case 1 -> time = in.readUnsigned("time");
        case 2 -> name = values.string("name of an event");
        case 3 -> values.attributes("attributes of an event", attributes, true);
        default -> throw values.unknown(key, "an event");
      }
    }
    return new DecodedSpanEvent(time, name, Collections.unmodifiableMap(attributes));
  }

  private static void addAbsent(SpanFields span, Map<String, Object> tags) {
    if (tags.isEmpty()) {
      return;
    }
    Map<String, String> meta = new LinkedHashMap<>(span.meta);
    Map<String, Double> metrics = new LinkedHashMap<>(span.metrics);
    tags.forEach(
        (key, value) -> {
          if (value instanceof Number number) {
            metrics.putIfAbsent(key, number.doubleValue());
          } else if (value instanceof Boolean truth) {
            metrics.putIfAbsent(key, truth ? 1.0 : 0.0);
          } else {
            meta.putIfAbsent(key, value.toString());
          }
        });
    span.meta = meta;
    span.metrics = metrics;
  }

  private static void putUnlessEmpty(Map<String, Object> tags, String key, String value) {
    if (!value.isEmpty()) {
      tags.put(key, value);
    }
  }

  private long nanos(String what) throws MalformedPayload {
    long value = in.readUnsigned(what);
    if (value < 0) {
      throw in.malformed(what + ": uint64 overflows int64");
    }
    return value;
  }

  private String kind() throws MalformedPayload {
    long kind = in.readUint32("kind");
    if (kind >= KINDS.size()) {
      throw in.malformed("kind: " + kind + " is none of 0 to " + (KINDS.size() - 1));
    }
    return KINDS.get((int) kind);
  }
}
