package dev.spoor;

import dev.spoor.config.AgentAddress;
import dev.spoor.config.Config;
import dev.spoor.config.DiagnosticSettings;
import dev.spoor.config.PropagationStyle;
import dev.spoor.config.SamplingSettings;
import dev.spoor.diag.Log;
import dev.spoor.host.RuntimeId;
import dev.spoor.json.JsonWriter;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One line on standard error that tells what the settings came to, with the words and keys of
 * Datadog's Java tracer: {@code DATADOG TRACER CONFIGURATION} and a JSON object. Neither tags nor
 * rules nor secrets are in it.
 *
 * <p>It is written by a short-lived thread of its own, because it asks whether the Agent can be
 * reached, for half a second at most. Without {@code DD_TRACE_STARTUP_LOGS} and debug there is
 * neither line nor thread.
 */
final class StartupLine implements Runnable {
  private static final int CONNECT_MILLIS = 500;

  private final Config config;

  private StartupLine(Config config) {
    this.config = config;
  }

  /** Tells it soon; whether the settings ask for it is the caller's to know. */
  static void tell(Config config) {
    Thread thread = new Thread(new StartupLine(config), "spoor-startup");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      Log.info("DATADOG TRACER CONFIGURATION ".concat(json(config, !isReachable(config.agent()))));
    } catch (RuntimeException e) {
      Log.debug("The configuration could not be told", e);
    }
  }

  private static boolean isReachable(AgentAddress agent) {
    if (agent.socket() != null) {
      return new File(agent.socket()).exists();
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(agent.host(), agent.port()), CONNECT_MILLIS);
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  static String json(Config config, boolean agentError) {
    JsonWriter json = new JsonWriter().beginObject();
    addProcess(json);
    json.name("enabled").value(config.traceEnabled());
    json.name("service").value(config.service());
    json.name("agent_url").value(config.agentUrl());
    json.name("agent_unix_domain_socket").value(config.agentSocket());
    json.name("agent_error").value(agentError);
    json.name("debug").value(config.debug());
    addStyles(json, "trace_propagation_style_extract", config.extractStyles());
    addStyles(json, "trace_propagation_style_inject", config.injectStyles());
    json.name("analytics_enabled").value(false);
    OptionalDouble rate = config.sampleRate();
    if (rate.isPresent()) {
      json.name("sample_rate").value(rate.getAsDouble());
    }
    json.name("priority_sampling_enabled").value(config.get(SamplingSettings.PRIORITY_SAMPLING));
    json.name("logs_correlation_enabled").value(config.logsInjection());
    addAbsent(json, "profiling_enabled", "remote_config_enabled", "debugger_enabled");
    addAbsent(json, "appsec_enabled", "rasp_enabled");
    json.name("dd_version").value(config.version());
    json.name("health_checks_enabled").value(config.get(DiagnosticSettings.HEALTH_METRICS));
    json.name("runtime_id").value(RuntimeId.value());
    json.name("configuration_file").value(file(config));
    addAbsent(json, "cws_enabled", "datadog_profiler_enabled", "data_streams_enabled");
    addAbsent(json, "otlp_traces_export_enabled", "otlp_metrics_export_enabled");
    addAbsent(json, "otlp_logs_export_enabled", "app_logs_collection_enabled");
    return json.endObject().toString();
  }

  private static void addProcess(JsonWriter json) {
    json.name("version").value(Version.CURRENT);
    json.name("os_name").value(System.getProperty("os.name"));
    json.name("os_version").value(System.getProperty("os.version"));
    json.name("architecture").value(System.getProperty("os.arch"));
    json.name("lang").value("jvm");
    json.name("lang_version").value(System.getProperty("java.version"));
    json.name("jvm_vendor").value(System.getProperty("java.vendor"));
    json.name("jvm_version").value(System.getProperty("java.vm.version"));
    json.name("java_class_version").value(System.getProperty("java.class.version"));
    json.name("http_nonProxyHosts").value(System.getProperty("http.nonProxyHosts"));
    json.name("http_proxyHost").value(System.getProperty("http.proxyHost"));
  }

  private static void addStyles(JsonWriter json, String name, List<PropagationStyle> styles) {
    json.name(name).beginArray();
    for (PropagationStyle style : styles) {
      json.value(style.name().toLowerCase(Locale.ROOT));
    }
    json.endArray();
  }

  /** Parts of Datadog's tracer that are not here, for whoever reads such lines of all tracers. */
  private static void addAbsent(JsonWriter json, String... names) {
    for (String name : names) {
      json.name(name).value(false);
    }
  }

  private static String file(Config config) {
    String file = config.get(DiagnosticSettings.FILE);
    return file.isEmpty() ? "no config file present" : file;
  }
}
