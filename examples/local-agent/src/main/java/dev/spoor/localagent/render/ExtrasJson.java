package dev.spoor.localagent.render;

import dev.spoor.localagent.json.Json;
import dev.spoor.localagent.json.JsonReader;
import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedSpanEvent;
import dev.spoor.wire.DecodedSpanLink;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Links and events of a span as JSON, whichever way they came: as fields of the span, or as JSON in
 * a tag, which is how tracers send them that do not know whether the Agent takes the fields. A tag
 * that is no such JSON stays a tag. Stateless.
 */
final class ExtrasJson {
  private static final String LINKS = "_dd.span_links";
  private static final String EVENTS = "events";

  private ExtrasJson() {}

  /** Whether a tag is written as a link or event here, and so is none to be shown. */
  static boolean isExtra(DecodedSpan span, String tag) {
    return (tag.equals(LINKS) || tag.equals(EVENTS)) && !tagged(span, tag).isEmpty();
  }

  /** Writes an array. */
  static void links(Json json, DecodedSpan span) {
    json.open('[');
    for (DecodedSpanLink link : span.spanLinks()) {
      String traceId = hex(link.traceIdHigh()) + hex(link.traceId());
      link(json, traceId, hex(link.spanId()), link.attributes());
    }
    for (Object each : tagged(span, LINKS)) {
      Map<String, @Nullable Object> link = JsonReader.asObject(each);
      if (link != null) {
        link(json, text(link, "trace_id"), text(link, "span_id"), attributes(link));
      }
    }
    json.close(']');
  }

  /** Writes an array. */
  static void events(Json json, DecodedSpan span) {
    json.open('[');
    for (DecodedSpanEvent event : span.spanEvents()) {
      String time = Long.toUnsignedString(event.timeUnixNano());
      event(json, time, event.name(), event.attributes());
    }
    for (Object each : tagged(span, EVENTS)) {
      Map<String, @Nullable Object> event = JsonReader.asObject(each);
      if (event != null) {
        event(json, text(event, "time_unix_nano"), text(event, "name"), attributes(event));
      }
    }
    json.close(']');
  }

  private static void link(Json json, String traceId, String spanId, Map<String, ?> attributes) {
    json.open('{').key("trace_id").string(traceId).key("span_id").string(spanId);
    attributes(json, attributes);
    json.close('}');
  }

  private static void event(Json json, String time, String name, Map<String, ?> attributes) {
    json.open('{').key("time").string(time).key("name").string(name);
    attributes(json, attributes);
    json.close('}');
  }

  private static void attributes(Json json, Map<String, ?> attributes) {
    json.key("attributes").open('{');
    attributes.forEach((key, value) -> json.key(key).string(String.valueOf(value)));
    json.close('}');
  }

  private static Map<String, @Nullable Object> attributes(Map<String, @Nullable Object> holder) {
    Map<String, @Nullable Object> attributes = JsonReader.asObject(holder.get("attributes"));
    return attributes == null ? Map.of() : attributes;
  }

  private static String text(Map<String, @Nullable Object> object, String name) {
    Object value = object.get(name);
    return value == null ? "" : value.toString();
  }

  private static List<?> tagged(DecodedSpan span, String tag) {
    String text = span.tag(tag);
    if (text == null || !text.startsWith("[")) {
      return List.of();
    }
    try {
      return JsonReader.read(text) instanceof List<?> list ? list : List.of();
    } catch (JsonReader.Malformed plainText) {
      return List.of();
    }
  }

  private static String hex(long id) {
    return HexFormat.of().toHexDigits(id);
  }
}
