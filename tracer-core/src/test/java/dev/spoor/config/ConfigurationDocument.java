package dev.spoor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes CONFIGURATION.md from the table of settings. */
final class ConfigurationDocument {
  private static final String HEAD =
      """
      # Configuration

      <!-- Written from the settings table by ConfigurationDocumentTest, which also says how. Do not edit. -->

      Spoor reads the settings of Datadog's Java tracer under their usual names, as far as they mean something here.

      A value is looked for in these places, the first that has one wins; items of maps are taken from all of them:

      1. values set by the application's own code;
      2. system properties: `DD_TRACE_AGENT_PORT` is `-Ddd.trace.agent.port`;
      3. `/etc/datadog-agent/managed/datadog-agent/stable/application_monitoring.yaml`;
      4. environment variables;
      5. arguments of the agent: `-javaagent:tracer-agent.jar=dd.service=shop,dd.env=prod`;
      6. the properties file that `DD_TRACE_CONFIG` names, with keys like those of system properties;
      7. settings of OpenTelemetry, if `DD_TRACE_OTEL_ENABLED` is true (see below);
      8. `/etc/datadog-agent/application_monitoring.yaml`.

      Booleans are `true`, `false`, `1` or `0`, lists are separated by commas, maps are `key:value` separated by commas or blanks.
      What cannot be read gives one line on standard error, and the default; so does a name that is one letter away from one of these.
      A blank value counts as not set.
      """;

  private static final String TAIL =
      """

      ## Integrations

      Each integration is switched by its name: `DD_TRACE_<NAME>_ENABLED`, else `DD_TRACE_INTEGRATION_<NAME>_ENABLED`, else
      `DD_INTEGRATION_<NAME>_ENABLED`, in upper case with `_` for `-` and `.`: `DD_TRACE_JDBC_ENABLED=false`.

      ## OpenTelemetry

      With `DD_TRACE_OTEL_ENABLED=true` these are read where their counterpart is not set, as system property (`otel.service.name`), variable, or from
      the file that `OTEL_JAVAAGENT_CONFIGURATION_FILE` names:

      | setting | counterpart |
      |---|---|
      | `OTEL_SERVICE_NAME` | `DD_SERVICE` |
      | `OTEL_RESOURCE_ATTRIBUTES` | `service.name`, `service.version`, `deployment.environment`: service, version, env; the first ten others: `DD_TAGS` |
      | `OTEL_PROPAGATORS` | `DD_TRACE_PROPAGATION_STYLE`; `b3` is the single header here |
      | `OTEL_TRACES_SAMPLER`, `OTEL_TRACES_SAMPLER_ARG` | `DD_TRACE_SAMPLE_RATE` |
      | `OTEL_TRACES_EXPORTER=none` | `DD_TRACE_ENABLED=false` |
      | `OTEL_METRICS_EXPORTER=none` | `DD_RUNTIME_METRICS_ENABLED=false` |
      | `OTEL_LOG_LEVEL` | `DD_TRACE_LOG_LEVEL` |
      | `OTEL_INSTRUMENTATION_HTTP_{CLIENT,SERVER}_CAPTURE_{REQUEST,RESPONSE}_HEADERS` | `DD_TRACE_{REQUEST,RESPONSE}_HEADER_TAGS` |
      | `OTEL_SDK_DISABLED=true` | `DD_TRACE_OTEL_ENABLED=false` |
      """;

  private ConfigurationDocument() {}

  static String text() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Group group : Group.values()) {
      List<Setting<?>> rows = new ArrayList<>();
      for (Setting<?> row : Settings.all()) {
        if (row.group() == group) {
          rows.add(row);
        }
      }
      if (!rows.isEmpty()) {
        text.append("\n## ").append(group.title()).append("\n\n");
        text.append("| setting | value | default | meaning |\n|---|---|---|---|\n");
        rows.forEach(row -> add(text, row));
      }
    }
    return text.append(TAIL).toString();
  }

  private static void add(StringBuilder text, Setting<?> row) {
    text.append("| `").append(row.name()).append('`');
    for (String alias : row.aliases()) {
      text.append(", `").append(alias).append('`');
    }
    text.append(" | ").append(value(row)).append(" | ");
    String fallback = row.defaultText();
    text.append(fallback == null ? "" : "`" + plain(fallback) + "`");
    text.append(" | ").append(row.meaning().replace("|", "\\|")).append(" |\n");
  }

  private static String plain(String fallback) {
    boolean list = fallback.startsWith("[") && fallback.endsWith("]");
    String text = list ? fallback.substring(1, fallback.length() - 1) : fallback;
    return list ? text.replace(", ", ",").toLowerCase(Locale.ROOT) : text;
  }

  private static String value(Setting<?> row) {
    return switch (row.kind) {
      case FLAG -> "boolean";
      case LIST -> "list";
      case PAIRS -> "`key:value` map";
      case SECONDS -> "seconds";
      case TEXT -> "text";
      default -> row.expected();
    };
  }
}
