package dev.spoor.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span as an Agent reads it from a payload, before it fixes anything: what was not sent is empty
 * or 0. Maps and lists keep the order of the wire and cannot be changed.
 *
 * @param type {@code web}, {@code sql}, {@code redis} and so on; empty if none
 * @param traceId low 64 bits, unsigned
 * @param spanId unsigned
 * @param parentId unsigned; 0 for a root
 * @param start nanoseconds since 1970
 * @param duration nanoseconds
 * @param error 0, or anything else for an error
 * @param meta string tags
 * @param metrics numeric tags
 * @param metaStruct each value one msgpack document; the arrays are the decoder's own, not to be
 *     changed
 */
public record DecodedSpan(
    String service,
    String name,
    String resource,
    String type,
    long traceId,
    long spanId,
    long parentId,
    long start,
    long duration,
    int error,
    Map<String, String> meta,
    Map<String, Double> metrics,
    Map<String, byte[]> metaStruct,
    List<DecodedSpanLink> spanLinks,
    List<DecodedSpanEvent> spanEvents) {

  /** The string tag of that name, null if there is none. */
  public @Nullable String tag(String key) {
    return meta.get(key);
  }

  /** The numeric tag of that name, null if there is none. */
  public @Nullable Double metric(String key) {
    return metrics.get(key);
  }

  public boolean isError() {
    return error != 0;
  }

  /** Whether the sender counts this span as the entry into its service. */
  public boolean isTopLevel() {
    Double value = metrics.get("_dd.top_level");
    return value != null && value == 1.0;
  }
}
