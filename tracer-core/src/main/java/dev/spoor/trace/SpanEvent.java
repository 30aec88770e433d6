package dev.spoor.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at one moment of a span. Immutable.
 *
 * @param name what happened
 * @param timeUnixNano nanoseconds since 1970
 * @param attributes by name, in order; values are {@code String}, {@code Boolean}, {@code Long},
 *     {@code Double}, or a {@code List} of one of these types
 */
public record SpanEvent(String name, long timeUnixNano, Map<String, Object> attributes) {

  public SpanEvent {
    Objects.requireNonNull(name, "name");
  }

  /**
   * An event with attributes of any type: other numbers become {@code Long} or {@code Double},
   * other objects their text. Nulls, and lists whose elements are not of one plain type, are left
   * out, because no form of the wire can hold them.
   */
  public static SpanEvent of(String name, long timeUnixNano, Map<String, ?> attributes) {
    return new SpanEvent(name, timeUnixNano, plain(attributes));
  }

  private static Map<String, Object> plain(Map<String, ?> attributes) {
    if (attributes.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Map.Entry<String, ?> attribute : attributes.entrySet()) {
      Object value = attribute.getValue();
      Object taken = value instanceof List<?> list ? plainList(list) : plainValue(value);
      if (taken != null) {
        plain.put(attribute.getKey(), taken);
      }
    }
    return Collections.unmodifiableMap(plain);
  }

  private static @Nullable List<Object> plainList(List<?> list) {
    List<Object> plain = new ArrayList<>(list.size());
    for (Object element : list) {
      Object taken = element instanceof List ? null : plainValue(element);
      if (taken == null || (!plain.isEmpty() && plain.get(0).getClass() != taken.getClass())) {
        return null;
      }
      plain.add(taken);
    }
    return Collections.unmodifiableList(plain);
  }

  private static @Nullable Object plainValue(@Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof Long) {
      return value;
    }
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    return value instanceof Number number ? (Object) number.longValue() : value.toString();
  }
}
