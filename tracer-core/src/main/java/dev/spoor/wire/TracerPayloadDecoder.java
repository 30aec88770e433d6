package dev.spoor.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes v0.7, where a chunk carries its priority, origin and tags once. They are put on the
 * chunk's first span, where v0.4 has them, so that readers need to know one form only. What the
 * payload says about the process as a whole is passed over.
 */
final class TracerPayloadDecoder {
  private final MsgpackReader in;
  private final SpanMapDecoder spanMaps;

  TracerPayloadDecoder(MsgpackReader in) {
    this.in = in;
    this.spanMaps = new SpanMapDecoder(in);
  }

  List<DecodedTrace> traces() throws MalformedPayload {
    List<DecodedTrace> traces = new ArrayList<>();
    int entries = in.readMapHeader("payload");
    for (int i = 0; i < entries; i++) {
      if (!in.readString("key of the payload").equals("chunks")) {
        in.skip();
        continue;
      }
      traces.clear();
      int count = in.readArrayHeader("chunks");
      for (int j = 0; j < count; j++) {
        traces.add(chunk());
      }
    }
    return traces;
  }

  private DecodedTrace chunk() throws MalformedPayload {
    List<DecodedSpan> spans = List.of();
    Map<String, String> tags = new LinkedHashMap<>();
    String origin = "";
    @Nullable Integer priority = null;
    int entries = in.readMapHeader("chunk");
    for (int i = 0; i < entries; i++) {
      String key = in.readString("key of a chunk");
      switch (key) {
        case "priority" -> priority = in.readInt32(key);
        case "origin" -> origin = in.readStringOrNil(key);
        case "tags" -> tags = new LinkedHashMap<>(spanMaps.strings(key));
        case "spans" -> spans = spanMaps.spans(key);
        default -> in.skip();
      }
    }
    if (!origin.isEmpty()) {
      tags.put("_dd.origin", origin);
    }
    if (!spans.isEmpty()) {
      spans.set(0, withChunkTags(spans.get(0), tags, priority));
    }
    return new DecodedTrace(spans);
  }

  private static DecodedSpan withChunkTags(
      DecodedSpan span, Map<String, String> tags, @Nullable Integer priority) {
    SpanFields fields = SpanFields.of(span);
    fields.meta = new LinkedHashMap<>(span.meta());
    tags.forEach(fields.meta::putIfAbsent);
    fields.metrics = new LinkedHashMap<>(span.metrics());
    if (priority != null) {
      fields.metrics.putIfAbsent("_sampling_priority_v1", (double) priority);
    }
    return fields.span();
  }
}
