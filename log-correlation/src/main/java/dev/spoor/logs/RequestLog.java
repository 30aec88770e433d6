package dev.spoor.logs;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one line per HTTP request, as Lograge does for Rails, through the application's own
 * logging: slf4j logger {@value #LOGGER}, level INFO.
 *
 * <p>This class is the door for the agent, which finds it by name in the application's class loader
 * and may be older or newer than it. Hence one method with JDK types only, whose signature never
 * changes: what is new comes as a new key of the map, and unknown keys are written as they are. See
 * {@link RequestFields} for keys and types.
 *
 * <p>Fields travel as slf4j key-value pairs: {@link DatadogEncoder} and logstash-logback-encoder
 * put them at the root, Logback's JsonEncoder and Spring Boot's structured logging where they put
 * such pairs, a pattern prints them by {@code %kvp}; the message reads well without them. Ids come
 * onto the line as onto any other, so call it on the request's thread while the server span is
 * active.
 *
 * <p>Beware of Datadog's severity: it reads {@code status} at the root before {@code level}, and
 * every HTTP status counts as info there. That is what Lograge's users have; {@link
 * RequestFields#LEVEL_BY_STATUS} gives real levels and renames the field.
 *
 * <p>Beware of a nearly full {@code AsyncAppender} too: it drops INFO unless its {@code
 * discardingThreshold} is 0.
 *
 * <p>Thread safe. Never throws; a failure is counted under {@code logs.request.failed}.
 */
public final class RequestLog {
  /** Name of the logger, to switch lines off or send them elsewhere. */
  public static final String LOGGER = "dev.spoor.request";

  private static final LongAdder FAILED = Counters.of("logs.request.failed");

  private RequestLog() {}

  /** False when the lines are switched off, so that a caller need not gather fields. */
  public static boolean isEnabled() {
    try {
      return Lines.LOGGER_OF_LINES.isErrorEnabled();
    } catch (Exception | LinkageError e) {
      failed(e);
      return false;
    }
  }

  /**
   * Writes the line of one request.
   *
   * @param fields keys and types as in {@link RequestFields}; read, never kept or changed
   */
  public static void log(Map<String, ?> fields) {
    try {
      if (!isEnabled()) {
        return;
      }
      RequestLine line = RequestLine.of(fields);
      LoggingEventBuilder builder = Lines.LOGGER_OF_LINES.atLevel(line.level());
      for (Map.Entry<String, Object> field : line.fields().entrySet()) {
        builder = builder.addKeyValue(field.getKey(), field.getValue());
      }
      builder.log(line.message());
    } catch (Exception | LinkageError e) {
      failed(e);
    }
  }

  private static void failed(Throwable cause) {
    FAILED.increment();
    Log.once("logs.request", "a request line could not be written", cause);
  }

  /** Apart, so that a broken logging set-up fails within the guards above. */
  private static final class Lines {
    static final Logger LOGGER_OF_LINES = LoggerFactory.getLogger(LOGGER);

    private Lines() {}
  }
}
