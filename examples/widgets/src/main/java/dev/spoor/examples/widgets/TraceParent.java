package dev.spoor.examples.widgets;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The current span as a W3C {@code traceparent}, made of the ids that the agent shows in the MDC.
 *
 * <p>Jobs run in another process, and what their data are is the application's own affair: no agent
 * may write into them. So the application takes the text along itself, and the agent looks whether
 * a job's data have a {@code traceparent()}.
 */
final class TraceParent {

  private TraceParent() {}

  /** Null when nothing is traced. */
  static @Nullable String current() {
    return of(MDC.get("dd.trace_id"), MDC.get("dd.span_id"));
  }

  static @Nullable String of(@Nullable String traceId, @Nullable String spanId) {
    if (traceId == null || spanId == null) {
      return null;
    }
    try {
      String trace =
          traceId.length() == 32 ? traceId : "%032x".formatted(Long.parseUnsignedLong(traceId));
      return "00-%s-%016x-01".formatted(trace, Long.parseUnsignedLong(spanId));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
