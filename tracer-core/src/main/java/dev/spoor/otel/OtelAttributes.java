package dev.spoor.otel;

import dev.spoor.kind.ManualTags;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import io.opentelemetry.api.common.Attributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes as tags: text and booleans go to {@code meta}, numbers to {@code metrics}, the
 * elements of an array stand under {@code name.0}, {@code name.1} and so on, an empty array is an
 * empty text. Some names are reserved for what a Datadog span has beside its tags.
 */
final class OtelAttributes {
  private static final String ANALYTICS = "_dd1.sr.eausr";

  private OtelAttributes() {}

  /** Sets an attribute whose value is of one of the API's types. */
  static void set(Span span, String key, Object value) {
    switch (key) {
      case "operation.name" -> span.setOperation(value.toString().toLowerCase(Locale.ROOT));
      case "resource.name" -> span.setResource(value.toString(), ResourceRank.BY_HAND);
      case "analytics.event" -> setAnalytics(span, key, value);
      case "http.response.status_code" ->
          setPlain(span, value instanceof Number ? Tags.HTTP_STATUS : key, value);
      default -> setPlain(span, key, value);
    }
  }

  private static void setAnalytics(Span span, String key, Object value) {
    String text = value.toString();
    if (text.equalsIgnoreCase("true")) {
      span.setTag(ANALYTICS, 1);
    } else if (text.equalsIgnoreCase("false")) {
      span.setTag(ANALYTICS, 0);
    } else {
      setPlain(span, key, value);
    }
  }

  private static void setPlain(Span span, String key, Object value) {
    if (!(value instanceof List<?> list)) {
      ManualTags.set(span, key, plain(value));
    } else if (list.isEmpty()) {
      span.setTagVerbatim(key, "");
    } else {
      for (int i = 0; i < list.size(); i++) {
        Object element = list.get(i);
        if (element != null) {
          ManualTags.set(span, key + "." + i, plain(element));
        }
      }
    }
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
