package dev.spoor.conformance;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the tracer's settings came to. */
final class ConfigEndpoints {
  private final Config config = Config.resolve(Sources.process());

  void addTo(Router router) {
    router.get("/trace/config", call -> Map.of("config", settings()));
  }

  /** Values as text. */
  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("dd_service", config.service());
    settings.put("dd_env", config.env());
    settings.put("dd_version", config.version());
    settings.put("dd_trace_enabled", Boolean.toString(config.traceEnabled()));
    settings.put("dd_trace_debug", Boolean.toString(config.debug()));
    return settings;
  }
}
