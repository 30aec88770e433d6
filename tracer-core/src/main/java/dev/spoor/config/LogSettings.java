package dev.spoor.config;

import java.util.List;

/** Rows for the ids on log lines. See {@link Settings}. */
public final class LogSettings {
  static final Rows ROWS = new Rows(Group.LOGS);

  public static final Setting<Boolean> LOGS_INJECTION =
      ROWS.flag("DD_LOGS_INJECTION_ENABLED", true, "Ids of the current span on log events")
          .alias("DD_LOGS_INJECTION");
  public static final Setting<Boolean> WIDE_IDS_IN_LOGS =
      ROWS.flag("DD_TRACE_128_BIT_TRACEID_LOGGING_ENABLED", true, "128-bit trace ids in logs");

  /** Not one of Datadog's. */
  public static final Setting<Boolean> ERROR_MARKS_SPAN =
      ROWS.flag(
          "DD_LOGS_ERROR_MARKS_SPAN",
          false,
          "A line of level ERROR with an exception makes the current span an error, unless it is"
              + " one");

  // ---- request and job lines, all of them our own; read by the log correlation library
  public static final Setting<Boolean> REQUEST_LINES =
      ROWS.flag("DD_LOGS_REQUEST_ENABLED", true, "One log line per request");
  public static final Setting<Boolean> JOB_LINES =
      ROWS.flag("DD_LOGS_JOB_ENABLED", true, "One log line per run of a background job");
  public static final Setting<String> LINE_FORMAT =
      ROWS.choice("DD_LOGS_REQUEST_FORMAT", "Names and units of the fields", "lograge", "datadog");
  public static final Setting<String> LINE_LAYOUT =
      ROWS.choice(
          "DD_LOGS_REQUEST_FORMATTER",
          "Who lays the line out: the application's encoder, or ourselves",
          "encoder",
          "json",
          "key_value",
          "logstash",
          "ltsv");
  public static final Setting<List<String>> LINE_FIELDS =
      ROWS.list(
          "DD_LOGS_REQUEST_FIELDS",
          "Fields beyond Lograge's: names, all or none; unset: all, but none in a Lograge line that"
              + " we lay out");
  public static final Setting<String> REQUEST_LOGGER =
      ROWS.text("DD_LOGS_REQUEST_LOGGER", "Logger of request lines; dev.spoor.request if unset");
  public static final Setting<String> JOB_LOGGER =
      ROWS.text("DD_LOGS_JOB_LOGGER", "Logger of job lines; dev.spoor.job if unset");
  public static final Setting<String> LINE_LEVEL =
      ROWS.choice(
          "DD_LOGS_REQUEST_LEVEL",
          "Level of the lines; default: info for lograge, by status for datadog",
          "default",
          "status",
          "error",
          "warn",
          "info",
          "debug",
          "trace");
  public static final Setting<List<String>> LINE_IGNORE =
      ROWS.list(
          "DD_LOGS_REQUEST_IGNORE",
          "Requests without a line: [METHOD ]path or route, with *, or Controller#action");
  public static final Setting<List<String>> LINE_FILTER =
      ROWS.list(
          "DD_LOGS_REQUEST_FILTER",
          "More parts of parameter names whose values are [FILTERED], beside Rails' list");
  public static final Setting<Boolean> KEEP_ACCESS_LOG =
      ROWS.flag(
          "DD_LOGS_REQUEST_KEEP_ACCESS_LOG",
          true,
          "False: the container's own access log stays silent under the agent");
  public static final Setting<Long> MAX_LINE_BYTES =
      ROWS.whole(
          "DD_LOGS_MAX_LINE_BYTES",
          0,
          0,
          1 << 30,
          "Longest log line; 0: 9,900 on Heroku (DYNO is set), else no bound");

  private LogSettings() {}
}
