package dev.spoor.logs;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * One request as it will be written: message, level, and fields in the order of a Lograge line.
 *
 * <p>Made from what the instrumentation gathered; it filters, cuts and rounds, so that neither the
 * instrumentation nor an encoder has to. Immutable.
 */
record RequestLine(String message, Level level, Map<String, Object> fields) {
  /** Characters of a stack trace: the application's own line has it whole. */
  private static final int MAX_STACK = 16_384;

  static RequestLine of(Map<String, ?> given) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String name : RequestFields.ORDER) {
      put(fields, name, given.get(name));
    }
    for (Map.Entry<String, ?> entry : given.entrySet()) {
      String name = entry.getKey();
      if (name != null && !name.startsWith("@") && !fields.containsKey(name)) {
        put(fields, name, entry.getValue());
      }
    }
    String message = message(fields);
    Object wish = given.get(RequestFields.LEVEL);
    if (RequestFields.LEVEL_BY_STATUS.equals(wish)) {
      Level level = levelByStatus(fields);
      return new RequestLine(message, level, withoutRootStatus(fields));
    }
    return new RequestLine(message, level(wish), fields);
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    Object clean =
        switch (name) {
          case RequestFields.PATH, RequestFields.LOCATION -> value == null ? null : url(value);
          case RequestFields.PARAMS ->
              value instanceof Map<?, ?> map ? ParameterFilter.filter(map) : null;
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

  private static @Nullable Object rounded(Object value) {
    double number = ((Number) value).doubleValue();
    return Double.isFinite(number) ? (Object) (Math.round(number * 100) / 100.0) : null;
  }

  private static Map<String, Object> error(Object value) {
    Map<String, Object> error = new LinkedHashMap<>();
    if (value instanceof Throwable thrown) {
      error.put("kind", thrown.getClass().getName());
      putTexts(error, thrown);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, part) -> error.put(String.valueOf(name), String.valueOf(part)));
    } else {
      error.put("message", value.toString());
    }
    return error;
  }

  private static void putTexts(Map<String, Object> error, Throwable thrown) {
    try {
      String message = thrown.getMessage();
      if (message != null) {
        error.put("message", message);
      }
      StringWriter stack = new StringWriter();
      thrown.printStackTrace(new PrintWriter(stack));
      String text = stack.toString();
      error.put("stack", text.length() <= MAX_STACK ? text : text.substring(0, MAX_STACK));
    } catch (RuntimeException e) {
      // An exception whose own getMessage throws: its kind has to do, the line must be written.
      error.put("message", "[" + e.getClass().getName() + "]");
    }
  }

  /**
   * {@code [200] GET /widgets (WidgetsController#index)}, as Lograge's Logstash formatter has it.
   */
  private static String message(Map<String, Object> fields) {
    StringBuilder text = new StringBuilder(80);
    text.append('[').append(fields.getOrDefault(RequestFields.STATUS, "-")).append("] ");
    text.append(fields.getOrDefault(RequestFields.METHOD, "-")).append(' ');
    text.append(fields.getOrDefault(RequestFields.PATH, "-"));
    Object controller = fields.get(RequestFields.CONTROLLER);
    Object action = fields.get(RequestFields.ACTION);
    Object route = fields.get(RequestFields.ROUTE);
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

  private static Level levelByStatus(Map<String, Object> fields) {
    int status = fields.get(RequestFields.STATUS) instanceof Number number ? number.intValue() : 0;
    if (status >= 500 || fields.containsKey(RequestFields.ERROR)) {
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

  private static Level level(@Nullable Object wish) {
    if (wish != null) {
      String name = wish.toString().toUpperCase(Locale.ROOT);
      for (Level level : Level.values()) {
        if (level.name().equals(name)) {
          return level;
        }
      }
    }
    return Level.INFO;
  }
}
