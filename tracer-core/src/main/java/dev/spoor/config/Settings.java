package dev.spoor.config;

import static dev.spoor.config.Group.AGENT;
import static dev.spoor.config.Group.DATABASE;
import static dev.spoor.config.Group.DIAGNOSTICS;
import static dev.spoor.config.Group.HTTP;
import static dev.spoor.config.Group.LOGS;
import static dev.spoor.config.Group.PROPAGATION;
import static dev.spoor.config.Group.SAMPLING;
import static dev.spoor.config.Group.SERVICE;
import static dev.spoor.config.Group.TRACING;

import dev.spoor.config.Setting.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The one table of settings. Names and defaults are those of Datadog's Java tracer where it has
 * such a setting, so that an application may change tracers without changing its environment; rows
 * that are our own say so.
 *
 * <p>Toggles of single integrations are not rows: see {@link Config#integrationEnabled}.
 */
public final class Settings {
  // Before the rows: each row enters itself here.
  private static final List<Setting<?>> ROWS = new ArrayList<>(96);

  // ---- service and tags
  public static final Setting<String> SERVICE_NAME =
      text(SERVICE, "DD_SERVICE", "Service of every span that no integration names")
          .alias("DD_SERVICE_NAME");
  public static final Setting<String> ENV =
      text(SERVICE, "DD_ENV", "Deployment environment, tag env");
  public static final Setting<String> VERSION =
      text(SERVICE, "DD_VERSION", "Version of the application, tag version");
  public static final Setting<Map<String, String>> TAGS =
      pairs(SERVICE, "DD_TAGS", "key:value tags of every span, separated by commas or spaces");
  public static final Setting<Map<String, String>> TRACE_TAGS =
      pairs(SERVICE, "DD_TRACE_TAGS", "Like DD_TAGS, and wins over it");
  public static final Setting<Map<String, String>> TRACE_GLOBAL_TAGS =
      pairs(SERVICE, "DD_TRACE_GLOBAL_TAGS", "Older name of DD_TAGS, which wins over it");
  public static final Setting<Map<String, String>> SPAN_TAGS =
      pairs(SERVICE, "DD_TRACE_SPAN_TAGS", "key:value tags of spans only");
  public static final Setting<Map<String, String>> SERVICE_MAPPING =
      pairs(SERVICE, "DD_SERVICE_MAPPING", "from:to, applied to every service name")
          .alias("DD_TRACE_SERVICE_MAPPING");
  public static final Setting<String> HOSTNAME =
      text(SERVICE, "DD_HOSTNAME", "Name of this host; else HOSTNAME, else what the kernel says");
  public static final Setting<Boolean> REPORT_HOSTNAME =
      flag(SERVICE, "DD_TRACE_REPORT_HOSTNAME", false, "Tag local roots with _dd.hostname");
  public static final Setting<Boolean> REMOVE_INTEGRATION_SERVICE_NAMES =
      flag(
          SERVICE,
          "DD_TRACE_REMOVE_INTEGRATION_SERVICE_NAMES_ENABLED",
          false,
          "Database and cache spans keep the service of the application");

  // ---- agent
  public static final Setting<String> AGENT_URL =
      text(
          AGENT, "DD_TRACE_AGENT_URL", "http://host:port or unix:///path; wins over host and port");
  public static final Setting<String> AGENT_HOST =
      text(AGENT, "DD_AGENT_HOST", "Host of the Agent, localhost if not set");
  public static final Setting<Long> AGENT_PORT =
      whole(AGENT, "DD_TRACE_AGENT_PORT", 8126, 1, 65535, "Port of the Agent")
          .alias("DD_AGENT_PORT");
  public static final Setting<String> AGENT_SOCKET =
      text(AGENT, "DD_TRACE_AGENT_UNIX_DOMAIN_SOCKET", "Path of the Agent's unix socket");
  public static final Setting<Long> AGENT_TIMEOUT =
      seconds(AGENT, "DD_TRACE_AGENT_TIMEOUT", 10, 0.001, 3600, "Seconds for connect, read, write");
  public static final Setting<Long> FLUSH_INTERVAL =
      seconds(AGENT, "DD_TRACE_FLUSH_INTERVAL", 1, 0.001, 3600, "Seconds between two sends");
  public static final Setting<Long> QUEUE_BYTES =
      row(
              Kind.BYTES,
              AGENT,
              "DD_TRACE_QUEUE_BYTES",
              0L,
              "Bound of encoded traces waiting to be sent; 0 follows the heap. Our own setting")
          .range(0, (double) Long.MAX_VALUE);
  public static final Setting<String> API_KEY =
      text(AGENT, "DD_API_KEY", "Read by the Agent, never by the tracer; never shown");

  // ---- tracing
  public static final Setting<Boolean> TRACE_ENABLED =
      flag(TRACING, "DD_TRACE_ENABLED", true, "False: no span, thread, socket or transformer");
  public static final Setting<Boolean> INTEGRATIONS_ENABLED =
      flag(TRACING, "DD_INTEGRATIONS_ENABLED", true, "What integrations are unless one is named");
  public static final Setting<Boolean> WIDE_IDS =
      flag(TRACING, "DD_TRACE_128_BIT_TRACEID_GENERATION_ENABLED", true, "128-bit trace ids");
  public static final Setting<Long> PARTIAL_FLUSH_MIN_SPANS =
      whole(
          TRACING,
          "DD_TRACE_PARTIAL_FLUSH_MIN_SPANS",
          1000,
          0,
          Integer.MAX_VALUE,
          "Finished spans of an unfinished trace that are sent early; 0 switches it off");
  public static final Setting<Boolean> PARTIAL_FLUSH_ENABLED =
      flag(TRACING, "DD_TRACE_PARTIAL_FLUSH_ENABLED", true, "False: whole traces only");
  public static final Setting<Long> STACK_TRACE_LENGTH_LIMIT =
      whole(
          TRACING,
          "DD_STACK_TRACE_LENGTH_LIMIT",
          25_000,
          0,
          Integer.MAX_VALUE,
          "Bytes of error.stack; the Agent cuts tag values at 25,000");
  public static final Setting<Boolean> STATS_ENABLED =
      flag(TRACING, "DD_TRACE_STATS_COMPUTATION_ENABLED", true, "Statistics computed here")
          .alias("DD_TRACE_TRACER_METRICS_ENABLED");
  public static final Setting<List<String>> CLASSES_EXCLUDE =
      list(TRACING, "DD_TRACE_CLASSES_EXCLUDE", "Classes left alone: names or prefix.*");
  public static final Setting<Boolean> PEER_HOSTNAME =
      flag(TRACING, "DD_TRACE_PEER_HOSTNAME_ENABLED", true, "Tag peer.hostname from addresses");
  public static final Setting<Boolean> PEER_SERVICE_DEFAULTS =
      flag(TRACING, "DD_TRACE_PEER_SERVICE_DEFAULTS_ENABLED", false, "Compute peer.service");

  // ---- sampling
  public static final Setting<Double> SAMPLE_RATE =
      decimal(
          SAMPLING, "DD_TRACE_SAMPLE_RATE", Double.NaN, 0, 1, "Share of traces to keep, 0 to 1");
  public static final Setting<String> SAMPLING_RULES =
      text(SAMPLING, "DD_TRACE_SAMPLING_RULES", "JSON list of rules for traces");
  public static final Setting<String> SPAN_SAMPLING_RULES =
      text(SAMPLING, "DD_SPAN_SAMPLING_RULES", "JSON list of rules for single spans");
  public static final Setting<String> SPAN_SAMPLING_RULES_FILE =
      text(SAMPLING, "DD_SPAN_SAMPLING_RULES_FILE", "File with such a list");
  public static final Setting<Double> RATE_LIMIT =
      decimal(SAMPLING, "DD_TRACE_RATE_LIMIT", 100, 0, 1e9, "Traces a second that rules may keep");
  public static final Setting<Boolean> PRIORITY_SAMPLING =
      flag(SAMPLING, "DD_PRIORITY_SAMPLING", true, "Follow the rates that the Agent sends");

  // ---- propagation
  public static final Setting<List<PropagationStyle>> STYLES =
      styles("DD_TRACE_PROPAGATION_STYLE", "Header styles of both directions");
  public static final Setting<List<PropagationStyle>> STYLES_EXTRACT =
      styles("DD_TRACE_PROPAGATION_STYLE_EXTRACT", "Header styles read, in order")
          .alias("DD_PROPAGATION_STYLE_EXTRACT");
  public static final Setting<List<PropagationStyle>> STYLES_INJECT =
      styles("DD_TRACE_PROPAGATION_STYLE_INJECT", "Header styles written, all of them")
          .alias("DD_PROPAGATION_STYLE_INJECT");
  public static final Setting<Boolean> EXTRACT_FIRST =
      flag(
          PROPAGATION,
          "DD_TRACE_PROPAGATION_EXTRACT_FIRST",
          false,
          "Stop at the first style found");
  public static final Setting<String> EXTRACT_BEHAVIOR =
      choice(
          PROPAGATION,
          "DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT",
          "What is done with a remote parent",
          "continue",
          "restart",
          "ignore");
  public static final Setting<Long> DATADOG_TAGS_MAX_LENGTH =
      whole(
          PROPAGATION,
          "DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH",
          512,
          0,
          Integer.MAX_VALUE,
          "Longest x-datadog-tags header; 0 switches it off");
  public static final Setting<Long> BAGGAGE_MAX_ITEMS =
      whole(PROPAGATION, "DD_TRACE_BAGGAGE_MAX_ITEMS", 64, 0, Integer.MAX_VALUE, "Items written");
  public static final Setting<Long> BAGGAGE_MAX_BYTES =
      whole(PROPAGATION, "DD_TRACE_BAGGAGE_MAX_BYTES", 8192, 0, Integer.MAX_VALUE, "Bytes written");
  public static final Setting<List<String>> BAGGAGE_TAG_KEYS =
      row(
          Kind.LIST,
          PROPAGATION,
          "DD_TRACE_BAGGAGE_TAG_KEYS",
          List.of("user.id", "session.id", "account.id"),
          "Baggage that becomes tags of the local root; * for all");

  // ---- http
  public static final Setting<StatusSet> SERVER_ERROR_STATUSES =
      statuses("DD_TRACE_HTTP_SERVER_ERROR_STATUSES", "500-599", "Statuses that are server errors")
          .alias("DD_HTTP_SERVER_ERROR_STATUSES");
  public static final Setting<StatusSet> CLIENT_ERROR_STATUSES =
      statuses("DD_TRACE_HTTP_CLIENT_ERROR_STATUSES", "400-499", "Statuses that are client errors")
          .alias("DD_HTTP_CLIENT_ERROR_STATUSES");
  public static final Setting<Boolean> SERVER_QUERY_STRING =
      flag(HTTP, "DD_HTTP_SERVER_TAG_QUERY_STRING", true, "Tag http.query.string of servers");
  public static final Setting<Boolean> CLIENT_QUERY_STRING =
      flag(HTTP, "DD_TRACE_HTTP_CLIENT_TAG_QUERY_STRING", true, "Tag http.query.string of clients")
          .alias("DD_HTTP_CLIENT_TAG_QUERY_STRING");
  public static final Setting<String> QUERY_REDACTION =
      text(
              HTTP,
              "DD_TRACE_OBFUSCATION_QUERY_STRING_REGEXP",
              "What is redacted in query strings; empty: nothing; not set: the built-in rules")
          .alias("DD_OBFUSCATION_QUERY_STRING_REGEXP")
          .emptyCounts();
  public static final Setting<Boolean> ROUTE_BASED_NAMING =
      flag(HTTP, "DD_HTTP_SERVER_ROUTE_BASED_NAMING", true, "Routes become resource names");
  public static final Setting<Boolean> RAW_RESOURCE =
      flag(HTTP, "DD_HTTP_SERVER_RAW_RESOURCE", false, "Resource names from undecoded paths");
  public static final Setting<Boolean> PRESERVE_SPACES =
      flag(
          HTTP,
          "DD_HTTP_SERVER_DECODED_RESOURCE_PRESERVE_SPACES",
          true,
          "Keep blanks in resource names made from decoded paths");
  public static final Setting<Boolean> REMOVE_TRAILING_SLASH =
      flag(
          HTTP,
          "DD_TRACE_HTTP_RESOURCE_REMOVE_TRAILING_SLASH",
          false,
          "Cut one slash from the end of resource names");
  public static final Setting<Boolean> SPLIT_BY_DOMAIN =
      flag(HTTP, "DD_TRACE_HTTP_CLIENT_SPLIT_BY_DOMAIN", false, "Client spans: host as service");
  public static final Setting<Map<String, String>> HEADER_TAGS =
      headers("DD_TRACE_HEADER_TAGS", "Headers of requests and responses that become tags");
  public static final Setting<Map<String, String>> REQUEST_HEADER_TAGS =
      headers("DD_TRACE_REQUEST_HEADER_TAGS", "Request headers that become tags");
  public static final Setting<Map<String, String>> RESPONSE_HEADER_TAGS =
      headers("DD_TRACE_RESPONSE_HEADER_TAGS", "Response headers that become tags");
  public static final Setting<Boolean> CLIENT_IP =
      flag(HTTP, "DD_TRACE_CLIENT_IP_ENABLED", false, "Tag the address of the client");
  public static final Setting<String> CLIENT_IP_HEADER =
      text(HTTP, "DD_TRACE_CLIENT_IP_HEADER", "The only header asked for that address");
  public static final Setting<Boolean> SERVLET_PRINCIPAL =
      flag(HTTP, "DD_TRACE_SERVLET_PRINCIPAL_ENABLED", false, "Tag user.principal");
  public static final Setting<Boolean> ASYNC_TIMEOUT_ERROR =
      flag(HTTP, "DD_TRACE_SERVLET_ASYNC_TIMEOUT_ERROR", true, "Asynchronous timeouts are errors");

  // ---- databases
  public static final Setting<String> DBM_MODE =
      choice(
          DATABASE,
          "DD_DBM_PROPAGATION_MODE",
          "Comments in SQL that tie queries to traces",
          "disabled",
          "service",
          "full",
          "dynamic_service");
  public static final Setting<Boolean> SPLIT_BY_INSTANCE =
      flag(DATABASE, "DD_TRACE_DB_CLIENT_SPLIT_BY_INSTANCE", false, "Database name as service");
  public static final Setting<Boolean> SPLIT_BY_INSTANCE_SUFFIX =
      flag(
          DATABASE,
          "DD_TRACE_DB_CLIENT_SPLIT_BY_INSTANCE_TYPE_SUFFIX",
          false,
          "Add the type to that service name");
  public static final Setting<Boolean> SPLIT_BY_HOST =
      flag(DATABASE, "DD_TRACE_DB_CLIENT_SPLIT_BY_HOST", false, "Database host as service");

  // ---- logs
  public static final Setting<Boolean> LOGS_INJECTION =
      flag(LOGS, "DD_LOGS_INJECTION_ENABLED", true, "Ids of the current span on log events")
          .alias("DD_LOGS_INJECTION");
  public static final Setting<Boolean> WIDE_IDS_IN_LOGS =
      flag(LOGS, "DD_TRACE_128_BIT_TRACEID_LOGGING_ENABLED", true, "128-bit trace ids in logs");

  // ---- diagnostics
  public static final Setting<Boolean> DEBUG =
      flag(DIAGNOSTICS, "DD_TRACE_DEBUG", false, "Debug lines of the tracer itself");
  public static final Setting<String> LOG_LEVEL =
      text(DIAGNOSTICS, "DD_TRACE_LOG_LEVEL", "debug or trace switch debug lines on")
          .alias("DD_LOG_LEVEL");
  public static final Setting<Boolean> STARTUP_LOGS =
      flag(DIAGNOSTICS, "DD_TRACE_STARTUP_LOGS", true, "One line with the configuration at start");
  public static final Setting<String> FILE =
      text(DIAGNOSTICS, "DD_TRACE_CONFIG", "Properties file with dd.* keys, read last");
  public static final Setting<Boolean> HEALTH_METRICS =
      flag(DIAGNOSTICS, "DD_TRACE_HEALTH_METRICS_ENABLED", true, "Own counters to DogStatsD");
  public static final Setting<String> DOGSTATSD_HOST =
      text(DIAGNOSTICS, "DD_DOGSTATSD_HOST", "Host of DogStatsD; that of the Agent if not set")
          .alias("DD_JMXFETCH_STATSD_HOST");
  public static final Setting<Long> DOGSTATSD_PORT =
      whole(DIAGNOSTICS, "DD_DOGSTATSD_PORT", 8125, 1, 65535, "Port of DogStatsD")
          .alias("DD_JMXFETCH_STATSD_PORT");

  private Settings() {}

  /** All rows in the order of the table. */
  public static List<Setting<?>> all() {
    return List.copyOf(ROWS);
  }

  static int count() {
    return ROWS.size();
  }

  static Setting<?> row(int index) {
    return ROWS.get(index);
  }

  private static <T> Setting<T> row(
      Kind kind, Group group, String name, T fallback, String meaning) {
    Setting<T> setting = new Setting<>(ROWS.size(), kind, group, name, fallback, meaning);
    ROWS.add(setting);
    return setting;
  }

  private static Setting<String> text(Group group, String name, String meaning) {
    return row(Kind.TEXT, group, name, "", meaning);
  }

  private static Setting<Boolean> flag(Group group, String name, boolean fallback, String meaning) {
    return row(Kind.FLAG, group, name, fallback, meaning);
  }

  private static Setting<Long> whole(
      Group group, String name, long fallback, int min, int max, String meaning) {
    return row(Kind.WHOLE, group, name, fallback, meaning).range(min, max);
  }

  private static Setting<Double> decimal(
      Group group, String name, double fallback, double min, double max, String meaning) {
    return row(Kind.DECIMAL, group, name, fallback, meaning).range(min, max);
  }

  /** Written in seconds, kept in milliseconds. */
  private static Setting<Long> seconds(
      Group group, String name, long fallback, double min, double max, String meaning) {
    return row(Kind.SECONDS, group, name, fallback * 1000, meaning).range(min, max);
  }

  private static Setting<Map<String, String>> pairs(Group group, String name, String meaning) {
    return row(Kind.PAIRS, group, name, Map.of(), meaning);
  }

  private static Setting<Map<String, String>> headers(String name, String meaning) {
    return row(Kind.HEADERS, HTTP, name, Map.of(), meaning);
  }

  private static Setting<List<String>> list(Group group, String name, String meaning) {
    return row(Kind.LIST, group, name, List.of(), meaning);
  }

  private static Setting<List<PropagationStyle>> styles(String name, String meaning) {
    return row(
        Kind.STYLES,
        PROPAGATION,
        name,
        List.of(PropagationStyle.DATADOG, PropagationStyle.TRACECONTEXT, PropagationStyle.BAGGAGE),
        meaning);
  }

  private static Setting<StatusSet> statuses(String name, String fallback, String meaning) {
    return row(Kind.STATUSES, HTTP, name, StatusSet.parse(fallback), meaning);
  }

  /** The first choice is the default. */
  private static Setting<String> choice(
      Group group, String name, String meaning, String... choices) {
    return row(Kind.CHOICE, group, name, choices[0], meaning).choices(choices);
  }
}
