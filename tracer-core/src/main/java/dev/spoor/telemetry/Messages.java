package dev.spoor.telemetry;

import dev.spoor.Version;
import dev.spoor.config.Config;
import dev.spoor.config.Setting;
import dev.spoor.config.Settings;
import dev.spoor.config.Source;
import dev.spoor.host.RuntimeId;
import dev.spoor.json.JsonWriter;
import dev.spoor.transport.AgentLine;
import java.util.List;

/** The texts of telemetry: version 2 of the protocol. */
final class Messages {
  private static final String LANGUAGE = "jvm";

  private final Config config;

  Messages(Config config) {
    this.config = config;
  }

  String headers(String type) {
    return AgentLine.header("DD-Telemetry-API-Version", "v2")
        + AgentLine.header("DD-Telemetry-Request-Type", type)
        + AgentLine.header("DD-Client-Library-Language", LANGUAGE)
        + AgentLine.header("DD-Client-Library-Version", Version.CURRENT)
        + AgentLine.header("DD-Session-ID", RuntimeId.value())
        + (config.debug() ? AgentLine.header("DD-Telemetry-Debug-Enabled", "true") : "");
  }

  /**
   * A whole message.
   *
   * @param payload JSON
   */
  String envelope(String type, long sequence, long epochSeconds, String payload) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("api_version").value("v2");
    json.name("request_type").value(type);
    json.name("runtime_id").value(RuntimeId.value());
    json.name("seq_id").value(sequence);
    json.name("tracer_time").value(epochSeconds);
    json.name("application").beginObject();
    json.name("service_name").value(config.service());
    json.name("env").value(config.env());
    json.name("service_version").value(config.version());
    json.name("tracer_version").value(Version.CURRENT);
    json.name("language_name").value(LANGUAGE);
    property(json, "language_version", "java.version");
    property(json, "runtime_name", "java.vm.name");
    property(json, "runtime_version", "java.vm.version");
    json.endObject();
    json.name("host").beginObject();
    json.name("hostname").value(config.hostname());
    property(json, "os", "os.name");
    property(json, "os_version", "os.version");
    property(json, "architecture", "os.arch");
    property(json, "kernel_name", "os.name");
    property(json, "kernel_release", "os.version");
    json.endObject();
    // The payload is JSON already.
    return json + ",\"payload\":" + payload + "}";
  }

  private static void property(JsonWriter json, String name, String property) {
    json.name(name).value(System.getProperty(property, ""));
  }

  String started() {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("products").beginObject();
    for (String product : List.of("appsec", "profiler", "dynamic_instrumentation")) {
      json.name(product).beginObject().name("enabled").value(false).endObject();
    }
    json.endObject();
    configuration(json);
    return json.endObject().toString();
  }

  String integrations(List<Integrations.Integration> known) {
    JsonWriter json = new JsonWriter().beginObject();
    integrations(json, known);
    return json.endObject().toString();
  }

  String extended(List<Integrations.Integration> known) {
    JsonWriter json = new JsonWriter().beginObject();
    configuration(json);
    json.name("dependencies").beginArray().endArray();
    integrations(json, known);
    return json.endObject().toString();
  }

  private static void integrations(JsonWriter json, List<Integrations.Integration> known) {
    json.name("integrations").beginArray();
    for (Integrations.Integration integration : known) {
      json.beginObject();
      json.name("name").value(integration.name());
      json.name("enabled").value(integration.enabled());
      json.name("auto_enabled").value(integration.enabled());
      json.endObject();
    }
    json.endArray();
  }

  /** All settings but secrets, under the names of their environment variables. */
  private void configuration(JsonWriter json) {
    json.name("configuration").beginArray();
    long sequence = 1;
    for (Setting<?> setting : Settings.all()) {
      if (!setting.isSecret()) {
        json.beginObject();
        json.name("name").value(setting.name());
        json.name("value").value(config.shown(setting));
        json.name("origin").value(origin(config.source(setting)));
        json.name("seq_id").value(sequence++);
        json.endObject();
      }
    }
    json.endArray();
  }

  /** The protocol's word for where a value came from. */
  static String origin(Source source) {
    return switch (source) {
      case CODE -> "code";
      case SYSTEM_PROPERTY, AGENT_ARGUMENT, FILE -> "jvm_prop";
      case FLEET -> "fleet_stable_config";
      case HOST -> "local_stable_config";
      case ENVIRONMENT, OTEL, TAGS, HEROKU -> "env_var";
      case PROCESS -> "calculated";
      case DEFAULT -> "default";
    };
  }
}
