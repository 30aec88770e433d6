package dev.spoor.otel;

import dev.spoor.kind.AttributeTags;
import dev.spoor.trace.Span;
import io.opentelemetry.api.common.Attributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API's attributes as plain Java. */
final class OtelAttributes {
  private OtelAttributes() {}

  /** Sets an attribute whose value is of one of the API's types. */
  static void set(Span span, String key, Object value) {
    AttributeTags.set(span, key, plain(value));
  }

  /** Attributes by name, in order; for events and links. */
  static Map<String, Object> map(@Nullable Attributes attributes) {
    if (attributes == null || attributes.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> map = new LinkedHashMap<>();
    attributes.forEach((key, value) -> map.put(key.getKey(), plain(value)));
    return map;
  }

  /** Values of other types than these came after API 1.10 and have a text of their own. */
  private static Object plain(Object value) {
    return value instanceof String
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof List
        ? value
        : OtelValue.text(value);
  }
}
