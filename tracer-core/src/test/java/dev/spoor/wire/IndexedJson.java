package dev.spoor.wire;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Reads the JSON of a v1.0 vector, independently of the decoder, into the plain maps of {@link
 * JsonRendering}. A number where a string belongs is an index, as on the wire.
 */
final class IndexedJson {
  private static final List<String> KINDS =
      List.of("", "internal", "server", "client", "producer", "consumer");

  private final List<String> table = new ArrayList<>(List.of(""));

  private IndexedJson() {}

  static List<List<Map<String, Object>>> spans(JsonNode payload) {
    return new IndexedJson().traces(payload);
  }

  private List<List<Map<String, Object>>> traces(JsonNode payload) {
    List<List<Map<String, Object>>> traces = new ArrayList<>();
    for (JsonNode entry : payload.get("$map")) {
      JsonNode value = entry.get(1);
      switch (entry.get(0).asInt()) {
        case 10 -> attributes(value);
        case 11 -> value.forEach(chunk -> traces.add(chunk(chunk)));
        default -> string(value);
      }
    }
    return traces;
  }

  private List<Map<String, Object>> chunk(JsonNode chunk) {
    List<Map<String, Object>> spans = new ArrayList<>();
    Map<String, Object> tags = new HashMap<>();
    String traceId = "";
    for (JsonNode entry : chunk.get("$map")) {
      JsonNode value = entry.get(1);
      switch (entry.get(0).asInt()) {
        case 1 -> tags.put("_sampling_priority_v1", value.asDouble());
        case 2 -> tags.put("_dd.origin", string(value));
        case 3 -> tags.putAll(attributes(value));
        case 4 -> value.forEach(span -> spans.add(span(span)));
        case 6 -> traceId = value.get("$bin").asString();
        default -> tags.put("_dd.p.dm", "-" + value.asInt());
      }
    }
    String high = traceId.substring(0, 16);
    tags.put("_dd.p.tid", high.equals("0".repeat(16)) ? "" : high);
    for (Map<String, Object> span : spans) {
      span.put("trace_id", new BigInteger(traceId.substring(16), 16));
    }
    split(tags, spans.get(0));
    return spans;
  }

  private Map<String, Object> span(JsonNode json) {
    Map<String, Object> span = JsonRendering.of(new SpanFields().span());
    Map<String, Object> tags = new HashMap<>();
    for (JsonNode entry : json.get("$map")) {
      JsonNode value = entry.get(1);
      switch (entry.get(0).asInt()) {
        case 1 -> span.put("service", string(value));
        case 2 -> span.put("name", string(value));
        case 3 -> span.put("resource", string(value));
        case 4 -> span.put("span_id", value.bigIntegerValue());
        case 5 -> span.put("parent_id", value.bigIntegerValue());
        case 6 -> span.put("start", value.bigIntegerValue());
        case 7 -> span.put("duration", value.bigIntegerValue());
        case 8 -> span.put("error", BigInteger.valueOf(value.asBoolean() ? 1 : 0));
        case 9 -> tags.putAll(attributes(value));
        case 10 -> span.put("type", string(value));
        case 11 -> span.put("span_links", each(value, true));
        case 12 -> span.put("span_events", each(value, false));
        case 13 -> tags.put("env", string(value));
        case 14 -> tags.put("version", string(value));
        case 15 -> tags.put("component", string(value));
        default -> tags.put("span.kind", KINDS.get(value.asInt()));
      }
    }
    split(tags, span);
    return span;
  }

  private List<Map<String, Object>> each(JsonNode array, boolean isLink) {
    List<Map<String, Object>> result = new ArrayList<>();
    array.forEach(e -> result.add(isLink ? link(e) : event(e)));
    return result;
  }

  private Map<String, Object> link(JsonNode json) {
    JsonNode fields = json.get("$map");
    String id = fields.get(0).get(1).get("$bin").asString();
    return Map.of(
        "trace_id_high", new BigInteger(id.substring(0, 16), 16),
        "trace_id", new BigInteger(id.substring(16), 16),
        "span_id", fields.get(1).get(1).bigIntegerValue(),
        "attributes", attributes(fields.get(2).get(1)),
        "tracestate", string(fields.get(3).get(1)),
        "flags", fields.get(4).get(1).bigIntegerValue());
  }

  private Map<String, Object> event(JsonNode json) {
    JsonNode fields = json.get("$map");
    return Map.of(
        "time_unix_nano", fields.get(0).get(1).bigIntegerValue(),
        "name", string(fields.get(1).get(1)),
        "attributes", attributes(fields.get(2).get(1)));
  }

  private Map<String, Object> attributes(JsonNode flat) {
    Map<String, Object> result = new HashMap<>();
    for (int i = 0; i < flat.size(); i += 3) {
      String key = string(flat.get(i));
      result.put(key, value(flat.get(i + 1).asInt(), flat.get(i + 2)));
    }
    return result;
  }

  private Object value(int type, JsonNode value) {
    return switch (type) {
      case 1 -> string(value);
      case 2 -> value.asBoolean();
      case 3 -> value.asDouble();
      case 4 -> value.asLong();
      default -> {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < value.size(); i += 2) {
          list.add(value(value.get(i).asInt(), value.get(i + 1)));
        }
        yield list;
      }
    };
  }

  private String string(JsonNode node) {
    if (node.isNumber()) {
      return table.get(node.asInt());
    }
    table.add(node.asString());
    return node.asString();
  }

  /** Texts to meta, unless empty; numbers and truths to metrics. */
  private static void split(Map<String, Object> tags, Map<String, Object> span) {
    Map<Object, Object> meta = new HashMap<>((Map<?, ?>) span.get("meta"));
    Map<Object, Object> metrics = new HashMap<>((Map<?, ?>) span.get("metrics"));
    tags.forEach(
        (key, value) -> {
          if (value instanceof Boolean truth) {
            metrics.put(key, truth ? 1.0 : 0.0);
          } else if (value instanceof Number number) {
            metrics.put(key, number.doubleValue());
          } else if (!value.equals("")) {
            meta.put(key, value);
          }
        });
    span.put("meta", meta);
    span.put("metrics", metrics);
  }
}
