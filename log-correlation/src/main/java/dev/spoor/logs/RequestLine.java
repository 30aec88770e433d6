package dev.spoor.logs;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * One request or job as it will be written: message, level, and fields in the order of a Lograge
 * line, under the names of the wanted format.
 *
 * <p>Made from what the instrumentation gathered; it filters, cuts and rounds, so that neither the
 * instrumentation nor an encoder has to. Not for sharing between threads.
 */
final class RequestLine {
  private static final String JOB = "JOB";

  private final LineOptions options;
  private final Map<String, ?> facts;
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final String message;
  private final Level level;
  private @Nullable Throwable cause;
  private Map<String, Object> finished;

  RequestLine(LineOptions options, LineCustomizers customizers, boolean job, Map<String, ?> facts) {
    this.options = options;
    this.facts = facts;
    gather(job);
    this.message = compose();
    Object wish = facts.get(RequestFields.LEVEL);
    boolean byStatus =
        wish == null ? options.level() == null : RequestFields.LEVEL_BY_STATUS.equals(wish);
    this.level = byStatus ? levelByStatus() : level(wish, options.level());
    this.finished = options.datadog() ? DatadogNames.of(fields) : fields;
    if (byStatus && !options.datadog()) {
      finished = withoutRootStatus(finished);
    }
    if (options.datadog() && options.layout() != LineOptions.Layout.ENCODER) {
      putIds(finished);
    }
    finished.putAll(customizers.customFields(facts));
    finished = customizers.beforeFormat(finished, facts);
  }

  /** {@code [200] GET /widgets (WidgetsController#index)}. */
  private String compose() {
    StringBuilder text = new StringBuilder(80);
    text.append('[').append(fields.getOrDefault(RequestFields.STATUS, "-")).append("] ");
    text.append(fields.getOrDefault(RequestFields.METHOD, "-")).append(' ');
    Object queue = fields.getOrDefault(RequestFields.QUEUE_NAME, "-");
    text.append(fields.getOrDefault(RequestFields.PATH, queue));
    Object controller = fields.get(RequestFields.CONTROLLER);
    Object action = fields.get(RequestFields.ACTION);
    Object route = facts.get(RequestFields.ROUTE);
    if (controller != null) {
      text.append(" (").append(controller);
      text.append(action == null ? "" : "#" + action).append(')');
    } else if (route != null) {
      text.append(" (").append(route).append(')');
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        // A path is the client's text; with a plain pattern a line break in it would forge a line.
        text.setCharAt(i, '?');
      }
    }
    return text.toString();
  }

  String message() {
    return message;
  }

  Level level() {
    return level;
  }

  /** What the request failed with, where the encoder is to write it; null where a field does. */
  @Nullable Throwable cause() {
    return cause;
  }

  /** Names and values in the order of the line; values are plain, or maps and lists of such. */
  Map<String, Object> fields() {
    return finished;
  }

  private void gather(boolean job) {
    if (job && !facts.containsKey(RequestFields.METHOD)) {
      fields.put(RequestFields.METHOD, JOB);
    }
    for (String name : RequestFields.LOGRAGE) {
      put(name, facts.get(name));
    }
    if (!options.datadog() && options.layout() != LineOptions.Layout.ENCODER) {
      putIds(fields);
    }
    put(RequestFields.PARAMS, facts.get(RequestFields.PARAMS));
    for (String name : RequestFields.MORE) {
      put(name, options.wants(name) ? facts.get(name) : null);
    }
    for (Map.Entry<String, ?> entry : facts.entrySet()) {
      String name = entry.getKey();
      if (name != null
          && !name.startsWith("@")
          && !fields.containsKey(name)
          && !RequestFields.MORE.contains(name)
          && !RequestFields.ERROR.equals(name)) {
        put(name, entry.getValue());
      }
    }
  }

  private void putIds(Map<String, Object> into) {
    Map<String, Object> ids = new LinkedHashMap<>();
    if (facts.get(RequestFields.IDS) instanceof Map<?, ?> given) {
      given.forEach((name, value) -> ids.put(String.valueOf(name), String.valueOf(value)));
    } else {
      CorrelationIds tracer = CorrelationIds.TRACER;
      putId(ids, "trace_id", tracer.traceId());
      putId(ids, "span_id", tracer.spanId());
      putId(ids, "env", tracer.env());
      putId(ids, "service", tracer.service());
      putId(ids, "version", tracer.version());
    }
    into.put("dd", ids);
    into.put("ddsource", "java");
  }

  private static void putId(Map<String, Object> ids, String name, @Nullable String value) {
    if (value != null) {
      ids.put(name, value);
    }
  }

  private void put(String name, @Nullable Object value) {
    Object clean =
        switch (name) {
          case RequestFields.PATH, RequestFields.LOCATION -> value == null ? null : url(value);
          case RequestFields.PARAMS ->
              value instanceof Map<?, ?> map ? options.filter().filter(map) : null;
          case RequestFields.ERROR -> value == null ? null : error(value);
          default -> value instanceof Double || value instanceof Float ? rounded(value) : value;
        };
    if (clean != null) {
      fields.put(name, clean);
    }
  }

  /** Cuts what may hold secrets: query, fragment, session id, user and password. */
  private static String url(Object value) {
    String text = value.toString();
    int end = text.length();
    for (String stop : new String[] {"?", "#", ";jsessionid="}) {
      int at = text.indexOf(stop);
      end = at >= 0 && at < end ? at : end;
    }
    text = text.substring(0, end);
    int slashes = text.startsWith("//") ? 0 : text.indexOf("://") + 1;
    if (slashes == 0 && !text.startsWith("//")) {
      return text;
    }
    int authority = slashes + 2;
    int slash = text.indexOf('/', authority);
    int user = text.lastIndexOf('@', slash < 0 ? text.length() : slash);
    return user < authority ? text : text.substring(0, authority) + text.substring(user + 1);
  }

  /** Datadog's durations are whole nanoseconds: two decimals of a millisecond would lose some. */
  private @Nullable Object rounded(Object value) {
    double number = ((Number) value).doubleValue();
    if (!Double.isFinite(number)) {
      return null;
    }
    return options.datadog() ? (Object) number : (Object) (Math.round(number * 100) / 100.0);
  }

  /** Text in Lograge's format, else parts; or nothing if the encoder writes it as it likes. */
  private @Nullable Object error(Object value) {
    if (!options.datadog()) {
      return ErrorText.line(value);
    }
    if (options.layout() == LineOptions.Layout.ENCODER && value instanceof Throwable thrown) {
      cause = thrown;
      return null;
    }
    return ErrorText.parts(value);
  }

  private boolean failed() {
    return fields.containsKey(RequestFields.ERROR) || cause != null;
  }

  /** An exception that was answered with a status below 500 was handled. */
  private Level levelByStatus() {
    int status = fields.get(RequestFields.STATUS) instanceof Number number ? number.intValue() : 0;
    if (status >= 500 || (status <= 0 && failed())) {
      return Level.ERROR;
    }
    return status >= 400 ? Level.WARN : Level.INFO;
  }

  private static Map<String, Object> withoutRootStatus(Map<String, Object> fields) {
    Map<String, Object> renamed = new LinkedHashMap<>();
    fields.forEach(
        (name, value) ->
            renamed.put(
                name.equals(RequestFields.STATUS) ? RequestFields.HTTP_STATUS_CODE : name, value));
    return renamed;
  }

  private static Level level(@Nullable Object wish, @Nullable Level otherwise) {
    if (wish != null) {
      String name = wish.toString().toUpperCase(Locale.ROOT);
      for (Level level : Level.values()) {
        if (level.name().equals(name)) {
          return level;
        }
      }
    }
    return otherwise == null ? Level.INFO : otherwise;
  }
}
