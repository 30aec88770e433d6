package dev.spoor.logs;

import dev.spoor.config.Config;
import dev.spoor.config.LogSettings;
import dev.spoor.config.Sources;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * How request and job lines are written: the settings {@code DD_LOGS_REQUEST_*} of this process,
 * read once. Immutable.
 *
 * @param requests whether requests leave lines
 * @param jobs whether background jobs do
 * @param datadog whether fields go by Datadog's standard attributes rather than by Lograge's names
 * @param layout who lays a line out
 * @param more names of fields beyond Lograge's; null for all of them
 * @param requestLogger name of the logger of request lines
 * @param jobLogger name of the logger of job lines
 * @param level of all lines; null: by status
 * @param ignored requests without a line
 * @param filter hides parameters
 * @param maxBytes longest line in bytes of UTF-8, 0 for no bound
 */
record LineOptions(
    boolean requests,
    boolean jobs,
    boolean datadog,
    Layout layout,
    @Nullable List<String> more,
    String requestLogger,
    String jobLogger,
    @Nullable Level level,
    List<IgnoreRule> ignored,
    ParameterFilter filter,
    int maxBytes) {

  /** Who lays a line out. */
  enum Layout {
    /** The application's encoder, from slf4j key-value pairs. */
    ENCODER,
    JSON,
    KEY_VALUE,
    LOGSTASH,
    LTSV
  }

  /** What fits into one message of Heroku's log system, which cuts at 10,000 bytes. */
  private static final int HEROKU_LINE = 9_900;

  /** Below this nothing of use would be left. */
  private static final int SHORTEST_LINE = 512;

  private static final class OfProcess {
    static final LineOptions OPTIONS = of(Config.resolve(Sources.process()), System.getenv("DYNO"));

    private OfProcess() {}
  }

  /** Those of this process. */
  static LineOptions ofProcess() {
    return OfProcess.OPTIONS;
  }

  static LineOptions of(Map<String, String> environment) {
    return of(Config.resolve(Sources.of(environment)), environment.get("DYNO"));
  }

  private static LineOptions of(Config config, @Nullable String dyno) {
    boolean datadog = config.get(LogSettings.LINE_FORMAT).equals("datadog");
    Layout layout = Layout.valueOf(config.get(LogSettings.LINE_LAYOUT).toUpperCase(Locale.ROOT));
    return new LineOptions(
        config.get(LogSettings.REQUEST_LINES),
        config.get(LogSettings.JOB_LINES),
        datadog,
        layout,
        more(config, !datadog && layout != Layout.ENCODER),
        orElse(config.get(LogSettings.REQUEST_LOGGER), RequestLog.LOGGER),
        orElse(config.get(LogSettings.JOB_LOGGER), JobLog.LOGGER),
        level(config.get(LogSettings.LINE_LEVEL), datadog),
        IgnoreRule.of(config.get(LogSettings.LINE_IGNORE)),
        new ParameterFilter(config.get(LogSettings.LINE_FILTER)),
        maxBytes(config.get(LogSettings.MAX_LINE_BYTES), dyno));
  }

  private static @Nullable List<String> more(Config config, boolean exact) {
    List<String> names = config.get(LogSettings.LINE_FIELDS);
    if (names.isEmpty()) {
      return exact ? List.of() : null;
    }
    return names.contains("all") ? null : names;
  }

  private static String orElse(String text, String fallback) {
    return text.isEmpty() ? fallback : text;
  }

  private static @Nullable Level level(String name, boolean datadog) {
    return switch (name) {
      case "default" -> datadog ? null : Level.INFO;
      case "status" -> null;
      default -> Level.valueOf(name.toUpperCase(Locale.ROOT));
    };
  }

  private static int maxBytes(long setting, @Nullable String dyno) {
    if (setting > 0) {
      return (int) Math.max(SHORTEST_LINE, setting);
    }
    return dyno == null || dyno.isBlank() ? 0 : HEROKU_LINE;
  }

  /** Whether a field beyond Lograge's is wanted. */
  boolean wants(String field) {
    return more == null || more.contains(field);
  }

  boolean ignores(Map<String, ?> facts) {
    for (IgnoreRule rule : ignored) {
      if (rule.matches(facts)) {
        return true;
      }
    }
    return false;
  }

  /** Whether that logger's messages are lines that are laid out already. */
  boolean isLaidOut(String logger) {
    return layout != Layout.ENCODER && (logger.equals(requestLogger) || logger.equals(jobLogger));
  }
}
