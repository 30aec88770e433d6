package dev.spoor.logs;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request or job failed with, as text: one that throws when it is asked, too. */
final class ErrorText {
  /** Characters of a stack trace: the application's own line has it whole. */
  private static final int MAX_STACK = 16_384;

  private ErrorText() {}

  /** {@code Class: message}, as Lograge has it. */
  static String line(Object error) {
    Map<String, Object> parts = error instanceof Throwable thrown ? head(thrown) : parts(error);
    Object kind = parts.get("kind");
    Object message = parts.get("message");
    if (kind == null || message == null) {
      return String.valueOf(kind == null ? message : kind);
    }
    return kind + ": " + message;
  }

  /** Kind, message and stack trace, as far as there are any. */
  static Map<String, Object> parts(Object error) {
    if (error instanceof Throwable thrown) {
      Map<String, Object> parts = head(thrown);
      put(parts, "stack", stack(thrown));
      return parts;
    }
    Map<String, Object> parts = new LinkedHashMap<>();
    if (error instanceof Map<?, ?> map) {
      map.forEach((name, part) -> parts.put(String.valueOf(name), String.valueOf(part)));
    } else {
      parts.put("message", error.toString());
    }
    return parts;
  }

  private static Map<String, Object> head(Throwable thrown) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("kind", thrown.getClass().getName());
    try {
      put(parts, "message", thrown.getMessage());
    } catch (RuntimeException e) {
      // An exception whose own getMessage throws: its kind has to do, the line must be written.
      parts.put("message", "[" + e.getClass().getName() + "]");
    }
    return parts;
  }

  private static @Nullable String stack(Throwable thrown) {
    try {
      StringWriter stack = new StringWriter();
      thrown.printStackTrace(new PrintWriter(stack));
      String text = stack.toString();
      return text.length() <= MAX_STACK ? text : text.substring(0, MAX_STACK);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static void put(Map<String, Object> parts, String name, @Nullable String value) {
    if (value != null) {
      parts.put(name, value);
    }
  }
}
