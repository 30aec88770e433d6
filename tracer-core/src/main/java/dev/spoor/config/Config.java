package dev.spoor.config;

import dev.spoor.diag.Log;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The settings of this process with all values found, immutable and safe to share.
 *
 * <p>Sources in order of precedence: the application's code, system property {@code dd.x.y},
 * environment {@code DD_X_Y}, argument of {@code -javaagent}, properties file, default. Maps are
 * the union over all sources. A value that cannot be read yields one line, in {@link #problems()}
 * and on standard error, and the default; nothing here throws for what a user wrote.
 *
 * <p>Values do not change after start. Reading one is an array access; hot code keeps it in a
 * field.
 */
public final class Config {
  private final Resolution found;
  private final Identity identity;
  private final AgentAddress agent;
  private final StatsdAddress statsd;
  private final String hostname;
  private final String spanRules;

  private Config(Sources sources) {
    found = new Resolution(sources);
    identity = new Identity(found, sources);
    agent = findAgent(sources);
    statsd = findStatsd(sources);
    hostname = findHostname(sources);
    spanRules = findSpanRules();
  }

  /** Reads the real process and prints a line for each problem. */
  public static Config load() {
    return load(Sources.process());
  }

  /** Reads those sources and prints a line for each problem. */
  public static Config load(Sources sources) {
    Config config = resolve(sources);
    for (String problem : config.problems()) {
      Log.warn(problem);
    }
    return config;
  }

  /** Reads those sources and prints nothing. */
  public static Config resolve(Sources sources) {
    return new Config(sources);
  }

  /** Every value at its default, for tests and as a starting point. */
  public static Config defaults() {
    return resolve(Sources.of(Map.of()));
  }

  /** The value of one row of the table. */
  public <T> T get(Setting<T> setting) {
    return found.get(setting);
  }

  /** Where the value of that row came from; for service, env and version what finally spoke. */
  public Source source(Setting<?> setting) {
    if (setting == ServiceSettings.SERVICE_NAME) {
      return identity.serviceSource;
    }
    if (setting == ServiceSettings.ENV) {
      return identity.envSource;
    }
    return setting == ServiceSettings.VERSION ? identity.versionSource : found.source(setting);
  }

  /** The value of that row as text, "" if it is not set; nothing of a secret. */
  public String shown(Setting<?> setting) {
    if (setting == ServiceSettings.SERVICE_NAME) {
      return service();
    }
    if (setting == ServiceSettings.ENV) {
      return env();
    }
    return setting == ServiceSettings.VERSION ? version() : setting.text(get(setting));
  }

  /** Whether payloads are to be in the form of v0.5 where the Agent takes it. */
  public boolean compactTraces() {
    return get(AgentSettings.PROTOCOL).equals("0.5") || get(AgentSettings.PROTOCOL_05);
  }

  /** Whether anybody gave that row a usable value. */
  public boolean isSet(Setting<?> setting) {
    return found.isSet(setting);
  }

  /** One line for each value that could not be used, in the order of the table. */
  public List<String> problems() {
    return Collections.unmodifiableList(found.problems);
  }

  private AgentAddress findAgent(Sources sources) {
    boolean configured =
        isSet(AgentSettings.AGENT_URL)
            || isSet(AgentSettings.AGENT_HOST)
            || isSet(AgentSettings.AGENT_PORT)
            || isSet(AgentSettings.AGENT_SOCKET);
    String socket = get(AgentSettings.AGENT_SOCKET);
    if (!configured && File.separatorChar == '/' && sources.exists(AgentAddress.USUAL_SOCKET)) {
      socket = AgentAddress.USUAL_SOCKET;
    }
    return AgentAddress.of(
        get(AgentSettings.AGENT_URL),
        get(AgentSettings.AGENT_HOST),
        get(AgentSettings.AGENT_PORT).intValue(),
        socket,
        found.problems);
  }

  private StatsdAddress findStatsd(Sources sources) {
    boolean hostNamed =
        isSet(AgentSettings.AGENT_HOST)
            || (isSet(AgentSettings.AGENT_URL) && agent.socket() == null)
            || File.separatorChar != '/';
    return StatsdAddress.of(
        found, agent.host(), !hostNamed && sources.exists(StatsdAddress.USUAL_SOCKET));
  }

  private String findHostname(Sources sources) {
    String name = get(ServiceSettings.HOSTNAME);
    String fromShell = sources.environment("HOSTNAME");
    if (name.isEmpty() && fromShell != null) {
      name = fromShell;
    }
    return name.isEmpty() ? sources.firstLine("/proc/sys/kernel/hostname") : name;
  }

  private String findSpanRules() {
    String rules = get(SamplingSettings.SPAN_SAMPLING_RULES);
    String path = get(SamplingSettings.SPAN_SAMPLING_RULES_FILE);
    if (!rules.isEmpty() || path.isEmpty()) {
      return rules;
    }
    String text = SmallFile.read(path);
    if (text == null) {
      found.problems.add(
          SamplingSettings.SPAN_SAMPLING_RULES_FILE.name()
              + ": "
              + Texts.shown(path)
              + " cannot be read; ignored");
      return "";
    }
    return text.strip();
  }

  // ---- service and tags

  /**
   * Never empty: DD_SERVICE, DD_TAGS, Heroku's app name, the main jar or class, or a fixed name.
   */
  public String service() {
    return identity.service;
  }

  /** Whether the user named the service, rather than it being derived. */
  public boolean isServiceConfigured() {
    return identity.serviceSource != Source.PROCESS && identity.serviceSource != Source.DEFAULT;
  }

  /** Empty if not set. */
  public String env() {
    return identity.env;
  }

  /** Empty if not set. */
  public String version() {
    return identity.version;
  }

  /** Tags of every span in the order given, without service, env and version. */
  public Map<String, String> tags() {
    return Collections.unmodifiableMap(identity.tags);
  }

  /** {@link #tags()} and those that are for spans only. */
  public Map<String, String> spanTags() {
    if (get(ServiceSettings.SPAN_TAGS).isEmpty()) {
      return tags();
    }
    Map<String, String> all = new LinkedHashMap<>(identity.tags);
    all.putAll(get(ServiceSettings.SPAN_TAGS));
    return Collections.unmodifiableMap(all);
  }

  /**
   * Where the code's repository is, never with a user or password: DD_GIT_REPOSITORY_URL, else
   * {@code git.repository_url} in DD_TAGS; empty if not set or not wanted.
   */
  public String gitRepositoryUrl() {
    return get(TracingSettings.GIT_METADATA) ? identity.repositoryUrl : "";
  }

  /**
   * The commit that runs: DD_GIT_COMMIT_SHA, else {@code git.commit.sha} in DD_TAGS, else what
   * Heroku's dyno metadata say; empty if not known or not wanted.
   */
  public String gitCommitSha() {
    return get(TracingSettings.GIT_METADATA) ? identity.commitSha : "";
  }

  /** The service that spans of that service are reported under. */
  public String mappedService(String name) {
    return get(ServiceSettings.SERVICE_MAPPING).getOrDefault(name, name);
  }

  /** Empty if nobody knows it. */
  public String hostname() {
    return hostname;
  }

  public boolean reportHostname() {
    return get(ServiceSettings.REPORT_HOSTNAME);
  }

  public boolean removeIntegrationServiceNames() {
    return get(ServiceSettings.REMOVE_INTEGRATION_SERVICE_NAMES);
  }

  // ---- agent

  public AgentAddress agent() {
    return agent;
  }

  /** Where metrics go. */
  public StatsdAddress statsd() {
    return statsd;
  }

  public String agentUrl() {
    return agent.url();
  }

  public String agentHost() {
    return agent.host();
  }

  public int agentPort() {
    return agent.port();
  }

  /** Path of the Agent's unix socket, null for TCP. */
  public @Nullable String agentSocket() {
    return agent.socket();
  }

  public int agentTimeoutMillis() {
    return get(AgentSettings.AGENT_TIMEOUT).intValue();
  }

  public long flushIntervalMillis() {
    return get(AgentSettings.FLUSH_INTERVAL);
  }

  /** 0 if it is to follow the size of the heap. */
  public long queueBytes() {
    return get(AgentSettings.QUEUE_BYTES);
  }

  // ---- tracing

  public boolean traceEnabled() {
    return get(TracingSettings.TRACE_ENABLED);
  }

  public boolean wideTraceIds() {
    return get(TracingSettings.WIDE_IDS);
  }

  /** 0 for never. */
  public int partialFlushMinSpans() {
    return get(TracingSettings.PARTIAL_FLUSH_ENABLED)
        ? get(TracingSettings.PARTIAL_FLUSH_MIN_SPANS).intValue()
        : 0;
  }

  /** In bytes. */
  public int stackTraceLengthLimit() {
    return get(TracingSettings.STACK_TRACE_LENGTH_LIMIT).intValue();
  }

  public boolean statsEnabled() {
    return get(TracingSettings.STATS_ENABLED) && get(TracingSettings.APM_TRACING);
  }

  public boolean peerHostnameEnabled() {
    return get(TracingSettings.PEER_HOSTNAME);
  }

  /** Whether the integration of that name, on by default, is to be used. */
  public boolean integrationEnabled(String name) {
    return integrationEnabled(true, name);
  }

  /**
   * Whether an integration that goes by all these names is to be used. For each name {@code
   * DD_TRACE_<NAME>_ENABLED} is asked first, then {@code DD_TRACE_INTEGRATION_<NAME>_ENABLED}, then
   * {@code DD_INTEGRATION_<NAME>_ENABLED}. If it is on by default, one false switches it off; if it
   * is off, one true switches it on.
   */
  public boolean integrationEnabled(boolean byDefault, String... names) {
    boolean base = byDefault && get(TracingSettings.INTEGRATIONS_ENABLED);
    List<String> complaints = new ArrayList<>(0);
    for (String name : names) {
      Boolean toggle = found.toggle(name, complaints);
      if (toggle != null && toggle != base) {
        base = toggle;
        break;
      }
    }
    for (String complaint : complaints) {
      Log.once(complaint, complaint, null);
    }
    return base;
  }

  // ---- sampling and propagation

  /** From 0 to 1, or nothing if the Agent's rates are to be followed. */
  public OptionalDouble sampleRate() {
    double rate = get(SamplingSettings.SAMPLE_RATE);
    return Double.isNaN(rate) ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }

  /** JSON as it was given, empty if there is none. */
  public String samplingRules() {
    return get(SamplingSettings.SAMPLING_RULES);
  }

  /** JSON as it was given, in the variable or else in the file; empty if there is none. */
  public String spanSamplingRules() {
    return spanRules;
  }

  /** Traces a second. */
  public double rateLimit() {
    return get(SamplingSettings.RATE_LIMIT);
  }

  /** In the order in which they are to be tried; empty for none. */
  public List<PropagationStyle> extractStyles() {
    return get(
        isSet(PropagationSettings.STYLES_EXTRACT)
            ? PropagationSettings.STYLES_EXTRACT
            : PropagationSettings.STYLES);
  }

  /** All of these are to be written; empty for none. */
  public List<PropagationStyle> injectStyles() {
    return get(
        isSet(PropagationSettings.STYLES_INJECT)
            ? PropagationSettings.STYLES_INJECT
            : PropagationSettings.STYLES);
  }

  /** In characters; 0 for no such header. */
  public int datadogTagsMaxLength() {
    return get(PropagationSettings.DATADOG_TAGS_MAX_LENGTH).intValue();
  }

  // ---- http

  public StatusSet serverErrorStatuses() {
    return get(HttpSettings.SERVER_ERROR_STATUSES);
  }

  public StatusSet clientErrorStatuses() {
    return get(HttpSettings.CLIENT_ERROR_STATUSES);
  }

  public boolean tagServerQueryString() {
    return get(HttpSettings.SERVER_QUERY_STRING);
  }

  public boolean tagClientQueryString() {
    return get(HttpSettings.CLIENT_QUERY_STRING);
  }

  /** Null: the built-in rules. Empty: no redaction. Else the user's regular expression. */
  public @Nullable String queryRedaction() {
    return isSet(HttpSettings.QUERY_REDACTION) ? get(HttpSettings.QUERY_REDACTION) : null;
  }

  public boolean routeBasedNaming() {
    return get(HttpSettings.ROUTE_BASED_NAMING);
  }

  public boolean removeTrailingSlash() {
    return get(HttpSettings.REMOVE_TRAILING_SLASH);
  }

  public boolean clientIpEnabled() {
    return get(HttpSettings.CLIENT_IP);
  }

  /** Lower-case request header to tag name. */
  public Map<String, String> requestHeaderTags() {
    return HeaderTags.join(
        get(HttpSettings.HEADER_TAGS), get(HttpSettings.REQUEST_HEADER_TAGS), HeaderTags.REQUEST);
  }

  /** Lower-case response header to tag name. */
  public Map<String, String> responseHeaderTags() {
    return HeaderTags.join(
        get(HttpSettings.HEADER_TAGS), get(HttpSettings.RESPONSE_HEADER_TAGS), HeaderTags.RESPONSE);
  }

  /** Lower-case request header to key of baggage; without one, the header's name. */
  public Map<String, String> requestHeaderBaggage() {
    return HeaderTags.join(Map.of(), get(HttpSettings.HEADER_BAGGAGE), "");
  }

  // ---- databases

  /** One of disabled, service, full, dynamic_service. */
  public String dbmMode() {
    return get(DatabaseSettings.DBM_MODE);
  }

  public boolean splitByInstance() {
    return get(DatabaseSettings.SPLIT_BY_INSTANCE);
  }

  public boolean splitByInstanceTypeSuffix() {
    return get(DatabaseSettings.SPLIT_BY_INSTANCE_SUFFIX);
  }

  public boolean splitByHost() {
    return get(DatabaseSettings.SPLIT_BY_HOST);
  }

  // ---- logs and diagnostics

  public boolean logsInjection() {
    return get(LogSettings.LOGS_INJECTION);
  }

  public boolean wideTraceIdsInLogs() {
    return get(LogSettings.WIDE_IDS_IN_LOGS);
  }

  public boolean debug() {
    String level = get(DiagnosticSettings.LOG_LEVEL);
    return get(DiagnosticSettings.DEBUG)
        || level.equalsIgnoreCase("debug")
        || level.equalsIgnoreCase("trace");
  }

  /** Whether the configuration is told at start: if asked for, or with debug if nobody said. */
  public boolean startupLogs() {
    return isSet(DiagnosticSettings.STARTUP_LOGS) ? get(DiagnosticSettings.STARTUP_LOGS) : debug();
  }
}
