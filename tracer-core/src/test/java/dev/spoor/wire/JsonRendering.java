package dev.spoor.wire;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Brings decoded spans, and the JSON of the vectors, to the same plain maps, so that they can be
 * compared. What the JSON leaves out or has as null is the default of its type.
 */
final class JsonRendering {
  private JsonRendering() {}

  static Map<String, Object> of(DecodedSpan span) {
    Map<String, Object> map = new HashMap<>();
    map.put("service", span.service());
    map.put("name", span.name());
    map.put("resource", span.resource());
    map.put("type", span.type());
    map.put("trace_id", unsigned(span.traceId()));
    map.put("span_id", unsigned(span.spanId()));
    map.put("parent_id", unsigned(span.parentId()));
    map.put("start", BigInteger.valueOf(span.start()));
    map.put("duration", BigInteger.valueOf(span.duration()));
    map.put("error", BigInteger.valueOf(span.error()));
    map.put("meta", new HashMap<>(span.meta()));
    map.put("metrics", new HashMap<>(span.metrics()));
    Map<String, Object> struct = new HashMap<>();
    span.metaStruct().forEach((key, value) -> struct.put(key, HexFormat.of().formatHex(value)));
    map.put("meta_struct", struct);
    map.put("span_links", span.spanLinks().stream().map(JsonRendering::link).toList());
    map.put("span_events", span.spanEvents().stream().map(JsonRendering::event).toList());
    return map;
  }

  private static Map<String, Object> link(DecodedSpanLink link) {
    return Map.of(
        "trace_id", unsigned(link.traceId()),
        "trace_id_high", unsigned(link.traceIdHigh()),
        "span_id", unsigned(link.spanId()),
        "attributes", new HashMap<>(link.attributes()),
        "tracestate", link.tracestate(),
        "flags", BigInteger.valueOf(link.flags()));
  }

  private static Map<String, Object> event(DecodedSpanEvent event) {
    return Map.of(
        "time_unix_nano", unsigned(event.timeUnixNano()),
        "name", event.name(),
        "attributes", new HashMap<>(event.attributes()));
  }

  /** A span map of v0.4 or v0.7. */
  static Map<String, Object> ofJson(JsonNode span) {
    Map<String, Object> map = new HashMap<>();
    for (String key : List.of("service", "name", "resource", "type")) {
      map.put(key, span.path(key).asString(""));
    }
    for (String key : List.of("trace_id", "span_id", "parent_id", "start", "duration", "error")) {
      map.put(key, integer(span.path(key)));
    }
    map.put("meta", strings(span.path("meta")));
    Map<String, Object> metrics = new HashMap<>();
    span.path("metrics")
        .properties()
        .forEach(e -> metrics.put(e.getKey(), e.getValue().asDouble()));
    map.put("metrics", metrics);
    Map<String, Object> struct = new HashMap<>();
    span.path("meta_struct")
        .properties()
        .forEach(e -> struct.put(e.getKey(), e.getValue().get("$bin").asString()));
    map.put("meta_struct", struct);
    List<Object> links = new ArrayList<>();
    span.path("span_links").forEach(link -> links.add(linkOfJson(link)));
    map.put("span_links", links);
    List<Object> events = new ArrayList<>();
    span.path("span_events").forEach(event -> events.add(eventOfJson(event)));
    map.put("span_events", events);
    return map;
  }

  private static Map<String, Object> linkOfJson(JsonNode link) {
    return Map.of(
        "trace_id", integer(link.path("trace_id")),
        "trace_id_high", integer(link.path("trace_id_high")),
        "span_id", integer(link.path("span_id")),
        "attributes", strings(link.path("attributes")),
        "tracestate", link.path("tracestate").asString(""),
        "flags", integer(link.path("flags")));
  }

  private static Map<String, Object> eventOfJson(JsonNode event) {
    Map<String, Object> attributes = new HashMap<>();
    event
        .path("attributes")
        .properties()
        .forEach(e -> attributes.put(e.getKey(), attribute(e.getValue())));
    return Map.of(
        "time_unix_nano", integer(event.path("time_unix_nano")),
        "name", event.path("name").asString(""),
        "attributes", attributes);
  }

  private static Object attribute(JsonNode node) {
    return switch (node.path("type").asInt()) {
      case 0 -> node.get("string_value").asString();
      case 1 -> node.get("bool_value").asBoolean();
      case 2 -> node.get("int_value").asLong();
      case 3 -> node.get("double_value").asDouble();
      default -> {
        List<Object> values = new ArrayList<>();
        node.get("array_value").get("values").forEach(v -> values.add(attribute(v)));
        yield values;
      }
    };
  }

  /** A span of v0.5: twelve elements, and the table they point into. */
  static Map<String, Object> ofJson(JsonNode span, JsonNode table) {
    Map<String, Object> map = new HashMap<>();
    map.put("service", string(span.get(0), table));
    map.put("name", string(span.get(1), table));
    map.put("resource", string(span.get(2), table));
    map.put("trace_id", integer(span.get(3)));
    map.put("span_id", integer(span.get(4)));
    map.put("parent_id", integer(span.get(5)));
    map.put("start", integer(span.get(6)));
    map.put("duration", integer(span.get(7)));
    map.put("error", integer(span.get(8)));
    Map<String, Object> meta = new LinkedHashMap<>();
    span.get(9)
        .path("$map")
        .forEach(pair -> meta.put(string(pair.get(0), table), string(pair.get(1), table)));
    map.put("meta", meta);
    Map<String, Object> metrics = new LinkedHashMap<>();
    span.get(10)
        .path("$map")
        .forEach(pair -> metrics.put(string(pair.get(0), table), pair.get(1).asDouble()));
    map.put("metrics", metrics);
    map.put("type", string(span.get(11), table));
    map.put("meta_struct", Map.of());
    map.put("span_links", List.of());
    map.put("span_events", List.of());
    return map;
  }

  private static String string(JsonNode index, JsonNode table) {
    return table.get(index.asInt()).asString();
  }

  private static Map<String, Object> strings(JsonNode node) {
    Map<String, Object> map = new HashMap<>();
    node.properties().forEach(e -> map.put(e.getKey(), e.getValue().asString()));
    return map;
  }

  private static BigInteger integer(JsonNode node) {
    return node.isNumber() ? node.bigIntegerValue() : BigInteger.ZERO;
  }

  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }
}
