package dev.spoor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the app tells the settings. */
class ConfigEndpointsTest {
  private static Map<String, Object> settings(Map<String, String> environment) {
    return new ConfigEndpoints(Config.resolve(Sources.of(environment))).settings();
  }

  @Test
  void defaultsAreTextOrNull() {
    Map<String, Object> settings = settings(Map.of());
    assertThat(settings)
        .containsEntry("dd_trace_enabled", "true")
        .containsEntry("dd_trace_debug", "false")
        .containsEntry("dd_trace_rate_limit", "100")
        .containsEntry("dd_trace_sample_rate", null)
        .containsEntry("dd_env", null)
        .containsEntry("dd_tags", "")
        .containsEntry("dd_trace_propagation_style", "datadog,tracecontext,baggage")
        .containsEntry("dd_trace_agent_url", "http://localhost:8126")
        .containsEntry("dd_dogstatsd_host", "localhost")
        .containsEntry("dd_dogstatsd_port", "8125")
        .containsEntry("dd_logs_injection", "true")
        .containsEntry("dd_profiling_enabled", "false")
        .containsEntry("dd_trace_sample_ignore_parent", null)
        .hasSize(19);
    assertThat(settings.values())
        .allSatisfy(
            value ->
                assertThat(value)
                    .satisfiesAnyOf(
                        v -> assertThat(v).isNull(),
                        v -> assertThat(v).isInstanceOf(String.class)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DD_SERVICE|shop|dd_service|shop",
        "DD_TAGS|a:1,b:2|dd_tags|a:1,b:2",
        "DD_TAGS|a:1 b:2|dd_tags|a:1,b:2",
        "DD_TRACE_SAMPLE_RATE|0.5|dd_trace_sample_rate|0.5",
        "DD_TRACE_SAMPLE_RATE|1|dd_trace_sample_rate|1.0",
        "DD_TRACE_RATE_LIMIT|7|dd_trace_rate_limit|7",
        "DD_TRACE_PROPAGATION_STYLE|b3,tracecontext|dd_trace_propagation_style|b3multi,tracecontext",
        "OTEL_PROPAGATORS|b3,tracecontext|dd_trace_propagation_style|b3single,tracecontext",
        "OTEL_TRACES_SAMPLER|parentbased_always_on|dd_trace_sample_rate|1.0",
        "OTEL_LOG_LEVEL|debug|dd_trace_debug|true",
        "OTEL_METRICS_EXPORTER|none|dd_runtime_metrics_enabled|false",
        "DD_AGENT_HOST|agent|dd_trace_agent_url|http://agent:8126",
        "DD_DOGSTATSD_HOST|metrics|dd_dogstatsd_host|metrics",
        "DD_DOGSTATSD_PORT|8126|dd_dogstatsd_port|8126"
      })
  void aSettingIsToldAsItWasUnderstood(String name, String value, String key, String expected) {
    Map<String, String> environment = new HashMap<>(Map.of("DD_TRACE_OTEL_ENABLED", "true"));
    environment.put(name, value);
    assertThat(settings(environment)).containsEntry(key, expected);
  }
}
