package dev.spoor.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A relation of a span to another one, of the same or of another trace, that is not its parent: the
 * messages of a batch, or the context of a caller that was not continued. Immutable.
 *
 * @param traceIdHigh high 64 bits of the other trace's id, 0 for a 64-bit id
 * @param traceIdLow low 64 bits, unsigned
 * @param spanId the other span, unsigned
 * @param flags W3C trace flags in the low byte; 0 when not sampled or not known
 * @param tracestate the W3C header's value, null or empty if there is none
 * @param attributes text by name, in order; see {@link #flatten} for other types
 */
public record SpanLink(
    long traceIdHigh,
    long traceIdLow,
    long spanId,
    int flags,
    @Nullable String tracestate,
    Map<String, String> attributes) {

  public SpanLink {
    attributes =
        attributes.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /**
   * Attributes as links carry them: everything is text, and the elements of a list (or array of
   * objects) stand under {@code name.0}, {@code name.1} and so on, also within each other. Nulls
   * are left out.
   */
  public static Map<String, String> flatten(Map<String, ?> attributes) {
    Map<String, String> flat = new LinkedHashMap<>();
    for (Map.Entry<String, ?> attribute : attributes.entrySet()) {
      flatten(attribute.getKey(), attribute.getValue(), flat);
    }
    return flat;
  }

  private static void flatten(String key, @Nullable Object value, Map<String, String> flat) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        flatten(key + "." + i, list.get(i), flat);
      }
    } else if (value != null) {
      flat.put(key, value.toString());
    }
  }
}
