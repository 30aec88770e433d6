package dev.spoor.logs;

import java.util.Map;

/**
 * An application's say in its request and job lines: more fields, a last look, lines that are left
 * out. The counterpart of Lograge's {@code custom_options}, {@code before_format} and {@code
 * ignore_custom}.
 *
 * <p>Found through {@link java.util.ServiceLoader} (a file {@code
 * META-INF/services/dev.spoor.logs.LineCustomizer} with the class's name), or given to {@link
 * RequestLog#customize}. Called on the thread that ends the request, while its span is current. It
 * must be thread safe; what it throws is counted and told once, and the line is written as if it
 * had not been asked.
 *
 * <p>The facts are what the instrumentation gathered, by the keys of {@link RequestFields}. Beware:
 * nothing is filtered in there, parameters in particular. They are not to be changed or kept.
 */
public interface LineCustomizer {
  /** Fields for the end of the line; one that the line has already replaces its value. */
  default Map<String, ?> customFields(Map<String, ?> facts) {
    return Map.of();
  }

  /**
   * A last look at the fields, under the names and in the units in which they will be written.
   *
   * @param line may be changed
   * @return the line, or another one in its place
   */
  default Map<String, Object> beforeFormat(Map<String, Object> line, Map<String, ?> facts) {
    return line;
  }

  /** Whether that request or job leaves no line. */
  default boolean ignores(Map<String, ?> facts) {
    return false;
  }
}
