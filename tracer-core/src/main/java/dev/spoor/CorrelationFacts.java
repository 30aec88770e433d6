package dev.spoor;

import org.jspecify.annotations.Nullable;

/**
 * Ids and names that tie something outside of a trace to it. None is null.
 *
 * @param traceId 32 lower-case hex digits; unsigned decimal digits for a 64-bit id or when 128-bit
 *     ids are off for logs; {@code 0} while no span is current
 * @param spanId unsigned decimal digits; {@code 0} while no span is current
 * @param env {@code DD_ENV}, or empty
 * @param service {@code DD_SERVICE} or what stands in for it
 * @param version {@code DD_VERSION} or what stands in for it, or empty
 */
public record CorrelationFacts(
    String traceId, String spanId, String env, String service, String version) {

  static CorrelationFacts now() {
    return new CorrelationFacts(
        or(Correlation.traceId(), "0"),
        or(Correlation.spanId(), "0"),
        or(Correlation.env(), ""),
        or(Correlation.service(), ""),
        or(Correlation.version(), ""));
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  /** For plain log lines: {@code dd.env=... dd.service=... dd.version=... dd.trace_id=...}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(128);
    add(text, "dd.env", env);
    add(text, "dd.service", service);
    add(text, "dd.version", version);
    add(text, "dd.trace_id", traceId);
    add(text, "dd.span_id", spanId);
    return text.toString();
  }

  private static void add(StringBuilder text, String key, String value) {
    if (!value.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ").append(key).append('=').append(value);
    }
  }
}
