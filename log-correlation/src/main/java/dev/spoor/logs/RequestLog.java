package dev.spoor.logs;

import java.util.Map;

/**
 * Writes one line per HTTP request, as Lograge does for Rails, through the application's own
 * logging: slf4j logger {@value #LOGGER}, level INFO, unless set otherwise.
 *
 * <p>This class is the door for the agent, which finds it by name in the application's class loader
 * and may be older or newer than it. Hence one method with JDK types only, whose signature never
 * changes: what is new comes as a new key of the map, and unknown keys are written as they are. See
 * {@link RequestFields} for keys and types. An application without the agent may call it as well.
 *
 * <p><b>Format</b> ({@code DD_LOGS_REQUEST_FORMAT}): {@code lograge} has Lograge's names, order,
 * units and rounding; {@code datadog} has Datadog's standard attributes ({@code http.*}, {@code
 * duration} in nanoseconds, {@code error.*}) and a level by class of status.
 *
 * <p><b>Formatter</b> ({@code DD_LOGS_REQUEST_FORMATTER}): with {@code encoder} fields travel as
 * slf4j key-value pairs: {@link DatadogEncoder} and logstash-logback-encoder put them at the root,
 * Logback's JsonEncoder and Spring Boot's structured logging where they put such pairs, a pattern
 * prints them by {@code %kvp}; the message reads well without them, and ids come onto the line as
 * onto any other. With {@code json}, {@code key_value}, {@code logstash} and {@code ltsv} the
 * message is the whole line, ids included; {@link DatadogEncoder} writes it as it is, and so does
 * the pattern {@code %msg%n}. A {@code lograge} line in {@code json} is byte for byte in the shape
 * that Lograge gives it.
 *
 * <p>Beware of Datadog's severity: it reads {@code status} at the root before {@code level}, and
 * every HTTP status counts as info there. That is what Lograge's users have; the format {@code
 * datadog} and {@link RequestFields#LEVEL_BY_STATUS} give real levels and rename the field.
 *
 * <p>Beware of a nearly full {@code AsyncAppender} too: it drops INFO unless its {@code
 * discardingThreshold} is 0.
 *
 * <p>Thread safe. Never throws; a failure is counted under {@code logs.request.failed}.
 */
public final class RequestLog {
  /** Name of the logger, unless {@code DD_LOGS_REQUEST_LOGGER} names another. */
  public static final String LOGGER = "dev.spoor.request";

  private RequestLog() {}

  /** False when the lines are switched off, so that a caller need not gather fields. */
  public static boolean isEnabled() {
    return LineWriter.REQUESTS.isEnabled();
  }

  /**
   * Writes the line of one request, on its thread and while the server span is active.
   *
   * @param fields keys and types as in {@link RequestFields}; read, never kept or changed
   */
  public static void log(Map<String, ?> fields) {
    LineWriter.REQUESTS.log(fields);
  }

  /** Lets the application change its request and job lines, from now on. */
  public static void customize(LineCustomizer customizer) {
    LineWriter.CUSTOMIZERS.add(customizer);
  }
}
