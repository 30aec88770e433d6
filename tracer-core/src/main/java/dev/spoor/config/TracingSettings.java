package dev.spoor.config;

import java.util.List;
import java.util.Map;

/** Rows for spans and traces as such. See {@link Settings}. */
public final class TracingSettings {
  static final Rows ROWS = new Rows(Group.TRACING);

  public static final Setting<Boolean> TRACE_ENABLED =
      ROWS.flag("DD_TRACE_ENABLED", true, "False: no span, thread, socket or transformer");
  public static final Setting<Boolean> APM_TRACING =
      ROWS.flag(
          "DD_APM_TRACING_ENABLED",
          true,
          "False: one trace a minute is kept, without statistics and marked as none of APM's");
  public static final Setting<Boolean> INTEGRATIONS_ENABLED =
      ROWS.flag("DD_INTEGRATIONS_ENABLED", true, "What integrations are unless one is named");
  public static final Setting<Boolean> WIDE_IDS =
      ROWS.flag("DD_TRACE_128_BIT_TRACEID_GENERATION_ENABLED", true, "128-bit trace ids");
  public static final Setting<Long> PARTIAL_FLUSH_MIN_SPANS =
      ROWS.whole(
          "DD_TRACE_PARTIAL_FLUSH_MIN_SPANS",
          1000,
          0,
          Integer.MAX_VALUE,
          "Finished spans of an unfinished trace that are sent early; 0 switches it off");
  public static final Setting<Boolean> PARTIAL_FLUSH_ENABLED =
      ROWS.flag("DD_TRACE_PARTIAL_FLUSH_ENABLED", true, "False: whole traces only");
  public static final Setting<Long> STACK_TRACE_LENGTH_LIMIT =
      ROWS.whole(
          "DD_STACK_TRACE_LENGTH_LIMIT",
          25_000,
          0,
          Integer.MAX_VALUE,
          "Bytes of error.stack; the Agent cuts tag values at 25,000");
  public static final Setting<Boolean> STATS_ENABLED =
      ROWS.flag("DD_TRACE_STATS_COMPUTATION_ENABLED", true, "Statistics computed here")
          .alias("DD_TRACE_TRACER_METRICS_ENABLED");
  public static final Setting<Boolean> GIT_METADATA =
      ROWS.flag(
          "DD_TRACE_GIT_METADATA_ENABLED",
          true,
          "Repository and commit on the first span of each chunk, and the commit in statistics");
  public static final Setting<List<String>> CLASSES_EXCLUDE =
      ROWS.list("DD_TRACE_CLASSES_EXCLUDE", "Classes left alone: names or prefix.*");
  public static final Setting<Boolean> PEER_HOSTNAME =
      ROWS.flag("DD_TRACE_PEER_HOSTNAME_ENABLED", true, "Tag peer.hostname from addresses");
  public static final Setting<Boolean> PEER_SERVICE_DEFAULTS =
      ROWS.flag("DD_TRACE_PEER_SERVICE_DEFAULTS_ENABLED", false, "Compute peer.service");
  public static final Setting<List<String>> SPLIT_BY_TAGS =
      ROWS.list("DD_TRACE_SPLIT_BY_TAGS", "Tags whose value becomes the service of their span");
  public static final Setting<String> ROOT_CONTEXT_SERVICE =
      ROWS.text(
          "DD_TRACE_SERVLET_ROOT_CONTEXT_SERVICE_NAME",
          "root-servlet",
          "Service of requests to the servlet context /, if DD_TRACE_SPLIT_BY_TAGS names"
              + " servlet.context");
  public static final Setting<Boolean> JOB_METRICS =
      ROWS.flag(
          "DD_TRACE_JOB_METRICS_ENABLED",
          true,
          "Metrics jobs.* of background jobs to DogStatsD. Our own setting");
  public static final Setting<Map<String, String>> PEER_SERVICE_MAPPING =
      ROWS.pairs("DD_TRACE_PEER_SERVICE_MAPPING", "from:to, applied to every peer.service");
  public static final Setting<Map<String, String>> PEER_SERVICE_OVERRIDES =
      ROWS.pairs(
          "DD_TRACE_PEER_SERVICE_COMPONENT_OVERRIDES",
          "component:name, for computed ones instead of what the tags say");

  public static final Setting<Boolean> OTEL_ENABLED =
      ROWS.flag(
          "DD_TRACE_OTEL_ENABLED",
          false,
          "Read OTEL_* settings that have a counterpart here; the OpenTelemetry API works anyway");

  private TracingSettings() {}
}
