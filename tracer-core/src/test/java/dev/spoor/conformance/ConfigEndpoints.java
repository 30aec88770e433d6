package dev.spoor.conformance;

import dev.spoor.config.Config;
import dev.spoor.config.DiagnosticSettings;
import dev.spoor.config.PropagationStyle;
import dev.spoor.config.Sources;
import dev.spoor.config.StatsdAddress;
import dev.spoor.config.TracingSettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What the tracer's settings came to. */
final class ConfigEndpoints {
  private final Config config;

  ConfigEndpoints() {
    this(Config.resolve(Sources.process()));
  }

  ConfigEndpoints(Config config) {
    this.config = config;
  }

  void addTo(Router router) {
    router.get("/trace/config", call -> Map.of("config", settings()));
  }

  /** Values as text; null for what is not set, and for parts that Spoor does not have. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("dd_service", config.service());
    settings.put("dd_env", orNull(config.env()));
    settings.put("dd_version", orNull(config.version()));
    settings.put("dd_log_level", orNull(config.get(DiagnosticSettings.LOG_LEVEL)));
    OptionalDouble rate = config.sampleRate();
    settings.put(
        "dd_trace_sample_rate", rate.isPresent() ? Double.toString(rate.getAsDouble()) : null);
    settings.put("dd_trace_enabled", flag(config.traceEnabled()));
    settings.put(
        "dd_runtime_metrics_enabled", flag(config.get(DiagnosticSettings.RUNTIME_METRICS)));
    settings.put("dd_tags", tags());
    settings.put("dd_trace_propagation_style", styles());
    settings.put("dd_trace_debug", flag(config.debug()));
    settings.put("dd_trace_otel_enabled", flag(config.get(TracingSettings.OTEL_ENABLED)));
    settings.put("dd_trace_sample_ignore_parent", null);
    settings.put("dd_trace_agent_url", config.agentUrl());
    settings.put("dd_trace_rate_limit", whole(config.rateLimit()));
    addStatsd(settings, config.statsd());
    settings.put("dd_logs_injection", flag(config.logsInjection()));
    settings.put("dd_profiling_enabled", flag(false));
    settings.put("dd_data_streams_enabled", flag(false));
    return settings;
  }

  private static void addStatsd(Map<String, Object> settings, StatsdAddress address) {
    settings.put("dd_dogstatsd_host", address.isUnix() ? address.url() : address.host());
    settings.put("dd_dogstatsd_port", Integer.toString(address.port()));
  }

  private String tags() {
    return config.tags().entrySet().stream()
        .map(tag -> tag.getKey() + ":" + tag.getValue())
        .collect(Collectors.joining(","));
  }

  private String styles() {
    return config.extractStyles().stream()
        .map(PropagationStyle::name)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  private static String whole(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static String flag(boolean value) {
    return Boolean.toString(value);
  }

  private static Object orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
