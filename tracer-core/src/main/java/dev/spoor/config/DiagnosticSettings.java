package dev.spoor.config;

/** Rows for what the tracer tells of itself. See {@link Settings}. */
public final class DiagnosticSettings {
  static final Rows ROWS = new Rows(Group.DIAGNOSTICS);

  public static final Setting<Boolean> DEBUG =
      ROWS.flag("DD_TRACE_DEBUG", false, "Debug lines of the tracer itself");
  public static final Setting<String> LOG_LEVEL =
      ROWS.text("DD_TRACE_LOG_LEVEL", "debug or trace switch debug lines on").alias("DD_LOG_LEVEL");
  public static final Setting<Boolean> STARTUP_LOGS =
      ROWS.flag(
          "DD_TRACE_STARTUP_LOGS",
          false,
          "One line of JSON with the configuration on standard error; on by itself with debug");
  public static final Setting<String> FILE =
      ROWS.text("DD_TRACE_CONFIG", "Properties file with dd.* keys");
  public static final Setting<Boolean> HEALTH_METRICS =
      ROWS.flag("DD_TRACE_HEALTH_METRICS_ENABLED", true, "Own counters to DogStatsD");
  public static final Setting<String> DOGSTATSD_HOST =
      ROWS.text("DD_DOGSTATSD_HOST", "Host of DogStatsD; that of the Agent if not set")
          .alias("DD_JMXFETCH_STATSD_HOST");
  public static final Setting<Long> DOGSTATSD_PORT =
      ROWS.whole("DD_DOGSTATSD_PORT", 8125, 1, 65535, "Port of DogStatsD")
          .alias("DD_JMXFETCH_STATSD_PORT");
  public static final Setting<String> DOGSTATSD_URL =
      ROWS.text(
          "DD_DOGSTATSD_URL",
          "udp://host:port, unix:///path or unixstream:///path; wins over host and port");
  public static final Setting<String> DOGSTATSD_PIPE =
      ROWS.text("DD_DOGSTATSD_PIPE_NAME", "Windows pipe of DogStatsD; told and passed over");
  public static final Setting<String> ENTITY_ID =
      ROWS.text("DD_ENTITY_ID", "Kubernetes pod that metrics belong to");
  public static final Setting<String> EXTERNAL_ENV =
      ROWS.text("DD_EXTERNAL_ENV", "What the admission controller says of the container");
  public static final Setting<Boolean> ORIGIN_DETECTION =
      ROWS.flag("DD_ORIGIN_DETECTION_ENABLED", true, "Metrics name the container they come from");

  public static final Setting<Boolean> RUNTIME_METRICS =
      ROWS.flag("DD_RUNTIME_METRICS_ENABLED", true, "Metrics of the JVM to DogStatsD");

  public static final Setting<Boolean> JMXFETCH =
      ROWS.flag("DD_JMXFETCH_ENABLED", true, "Metrics of the JVM to DogStatsD, as well");
  public static final Setting<Long> START_DELAY =
      ROWS.seconds(
              "DD_DOGSTATSD_START_DELAY",
              15,
              0,
              86_400,
              "Seconds from the Agent's first answer to the first metrics of the JVM and the tracer")
          .alias("DD_JMXFETCH_START_DELAY");
  public static final Setting<Boolean> TELEMETRY =
      ROWS.flag(
          "DD_INSTRUMENTATION_TELEMETRY_ENABLED",
          true,
          "Settings and integrations in use are told to the Agent");
  public static final Setting<Long> TELEMETRY_HEARTBEAT =
      ROWS.seconds(
          "DD_TELEMETRY_HEARTBEAT_INTERVAL", 60, 0.1, 3600, "Seconds between two signs of life");
  public static final Setting<Boolean> PROCESS_TAGS =
      ROWS.flag(
          "DD_EXPERIMENTAL_PROPAGATE_PROCESS_TAGS_ENABLED",
          true,
          "Name of the main jar or class, and of its folder, on requests to the Agent");

  private DiagnosticSettings() {}
}
