package dev.spoor.localagent.logs;

import dev.spoor.localagent.json.JsonReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a JSON log line what the log intake finds there: the first attribute of a list that is
 * present wins, and {@code a.b} is a member of that name as well as a member b of an object a.
 * Immutable.
 */
final class LogFields {
  private static final List<String> TIME =
      List.of("@timestamp", "timestamp", "_timestamp", "Timestamp", "eventTime", "date", "time");
  private static final List<String> LEVEL = List.of("level", "status", "severity", "log.level");
  private static final List<String> MESSAGE = List.of("message", "msg", "log");
  private static final List<String> SERVICE = List.of("service", "dd.service", "service.name");
  private static final List<String> LOGGER = List.of("logger_name", "logger.name", "logger");
  private static final List<String> TRACE =
      List.of("dd.trace_id", "contextMap.dd.trace_id", "mdc.dd.trace_id", "trace_id", "traceId");
  private static final List<String> SPAN =
      List.of("dd.span_id", "contextMap.dd.span_id", "mdc.dd.span_id", "span_id", "spanId");
  private static final List<String> REQUEST = List.of("request_id", "http.request_id");

  private static final Set<String> LEVELS =
      Set.of("fatal", "error", "warn", "info", "debug", "trace");

  private final Map<String, @Nullable Object> fields;

  LogFields(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  private @Nullable Object get(String name) {
    return get(fields, name);
  }

  private static @Nullable Object get(Map<String, @Nullable Object> object, String name) {
    Object value = object.get(name);
    int dot = value == null ? name.indexOf('.') : -1;
    if (dot > 0) {
      Map<String, @Nullable Object> inner = JsonReader.asObject(object.get(name.substring(0, dot)));
      return inner == null ? null : get(inner, name.substring(dot + 1));
    }
    return value;
  }

  private @Nullable Object first(List<String> names) {
    for (String name : names) {
      Object value = get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private String text(List<String> names, String fallback) {
    Object value = first(names);
    return value == null || value instanceof Map ? fallback : value.toString();
  }

  long millis(long fallback) {
    Object value = first(TIME);
    if (value instanceof Long number) {
      // Seconds until the year 2286 have ten digits.
      return number < 10_000_000_000L ? number * 1000 : number;
    }
    if (value instanceof Double seconds) {
      return seconds < 1e10 ? (long) (seconds * 1000) : seconds.longValue();
    }
    return value instanceof String text ? parse(text, fallback) : fallback;
  }

  private static long parse(String text, long fallback) {
    try {
      return text.endsWith("Z")
          ? Instant.parse(text).toEpochMilli()
          : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return fallback;
    }
  }

  /** Where a status is a number over 99 it is that of a request, not a severity. */
  String level() {
    Object value = first(LEVEL);
    if (value instanceof Long number) {
      return number >= 500 ? "error" : number >= 400 ? "warn" : number > 99 ? "info" : of(number);
    }
    return value == null ? "info" : level(value.toString());
  }

  private static String of(long severity) {
    if (severity <= 2) {
      return "fatal";
    }
    return severity == 3 ? "error" : severity == 4 ? "warn" : severity == 7 ? "debug" : "info";
  }

  /** One of the levels that are shown, by the first letters as the intake maps them. */
  static String level(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (LEVELS.contains(lower)) {
      return lower;
    }
    if (lower.startsWith("emerg") || lower.startsWith("f") || lower.startsWith("crit")) {
      return "fatal";
    }
    if (lower.startsWith("e") || lower.startsWith("sev") || lower.startsWith("alert")) {
      return "error";
    }
    if (lower.startsWith("w")) {
      return "warn";
    }
    return lower.startsWith("d") || lower.startsWith("v") || lower.startsWith("fin")
        ? "debug"
        : "info";
  }

  String service(String fallback) {
    return text(SERVICE, fallback);
  }

  String logger(String fallback) {
    return text(LOGGER, fallback);
  }

  String traceId() {
    return text(TRACE, "");
  }

  String spanId() {
    return text(SPAN, "");
  }

  String requestId() {
    return text(REQUEST, "");
  }

  String source(String fallback) {
    Object value = get("ddsource");
    if (value instanceof List<?> list && !list.isEmpty()) {
      value = list.get(0);
    }
    return value instanceof String text ? text : fallback;
  }

  /** The message; that of a request line without one is made of its parts. */
  String message() {
    String message = text(MESSAGE, "");
    Object path = first(List.of("path", "http.url_details.path", "http.url"));
    if (!message.isEmpty() || path == null) {
      return message;
    }
    StringBuilder made = new StringBuilder();
    Object status = first(List.of("status", "http.status_code"));
    made.append(status == null ? "" : "[" + status + "] ");
    Object method = first(List.of("method", "http.method"));
    made.append(method == null ? "" : method + " ").append(path);
    Object controller = get("controller");
    if (controller != null) {
      made.append(" (").append(controller).append('#').append(get("action")).append(')');
    }
    if (get("duration") instanceof Number duration && first(List.of("method")) != null) {
      made.append(' ').append(duration).append(" ms");
    }
    return made.toString();
  }

  /** The inner line where a forwarder has wrapped it whole into the message. */
  @Nullable Map<String, @Nullable Object> inner() {
    return get("message") instanceof String text ? JsonReader.object(text.strip()) : null;
  }
}
