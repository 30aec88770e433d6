package dev.spoor.examples.demo;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON log line, and what ties it to a trace.
 *
 * @param traceId as written: 32 hexadecimal digits, or decimal
 * @param status the HTTP status, on the one line that sums up a request; else null
 * @param path of the request, on that line
 * @param thread that wrote it
 */
record LogLine(
    String text,
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable String status,
    @Nullable String path,
    @Nullable String thread) {

  /** What db-scheduler's threads are called; widgets' jobs run on them. */
  private static final String JOB_THREADS = "db-scheduler-";

  static LogLine of(String text) {
    Map<?, ?> line = Json.object(text);
    boolean request =
        get(line, "duration") != null && firstOf(line, "method", "http.method") != null;
    return new LogLine(
        text,
        get(line, "dd.trace_id"),
        get(line, "dd.span_id"),
        request ? firstOf(line, "status", "http.status_code") : null,
        request ? get(line, "path") : null,
        get(line, "thread_name"));
  }

  boolean isRequestLine() {
    return status != null;
  }

  /** Whether a job wrote it, in a trace of its own, whatever request was under way then. */
  boolean isOfJob() {
    return thread != null && thread.startsWith(JOB_THREADS);
  }

  private static @Nullable String firstOf(Map<?, ?> line, String name, String otherName) {
    String value = get(line, name);
    return value != null ? value : get(line, otherName);
  }

  /** Finds {@code a.b} as a member of that name and as a member b of an object a. */
  private static @Nullable String get(Map<?, ?> line, String name) {
    Object value = line.get(name);
    int dot = name.indexOf('.');
    if (value == null && dot > 0 && line.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
      value = inner.get(name.substring(dot + 1));
    }
    return value == null ? null : value.toString();
  }
}
