package dev.spoor.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Settings of OpenTelemetry that mean the same as one of ours: the property {@code otel.x.y}, the
 * variable {@code OTEL_X_Y}, or the file that {@code OTEL_JAVAAGENT_CONFIGURATION_FILE} names.
 *
 * <p>They are read only if {@code DD_TRACE_OTEL_ENABLED}, {@code DD_METRICS_OTEL_ENABLED} or {@code
 * DD_LOGS_OTEL_ENABLED} is true, and each only if its counterpart is not set: the one that is
 * passed over is told. The table of counterparts is that of Datadog's Java tracer.
 */
final class OtelSettings {
  private static final String[] FLAGS = {"DD_METRICS_OTEL_ENABLED", "DD_LOGS_OTEL_ENABLED"};
  private static final int MAX_TAGS = 10;
  private static final String PARENT_BASED = "parentbased_";

  private final Sources sources;
  private final List<String> problems;
  private final Map<String, String> mapped = new HashMap<>();
  private final @Nullable Properties file;

  private OtelSettings(Sources sources, List<String> problems) {
    this.sources = sources;
    this.problems = problems;
    this.file = file(sources, problems);
  }

  /** Values by the names of our rows; empty if they are switched off or there are none. */
  static Map<String, String> read(Sources sources, List<String> problems) {
    boolean on = isOn(sources.first(TracingSettings.OTEL_ENABLED));
    for (int i = 0; !on && i < FLAGS.length; i++) {
      on = isOn(sources.environment(FLAGS[i])) || isOn(sources.property(property(FLAGS[i])));
    }
    if (!on) {
      return Map.of();
    }
    OtelSettings otel = new OtelSettings(sources, problems);
    otel.map();
    return otel.mapped;
  }

  private static boolean isOn(@Nullable String text) {
    return "true".equalsIgnoreCase(text) || "1".equals(text);
  }

  private static String property(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static @Nullable Properties file(Sources sources, List<String> problems) {
    String path = sources.property("otel.javaagent.configuration-file");
    path = path == null ? sources.environment("OTEL_JAVAAGENT_CONFIGURATION_FILE") : path;
    if (path == null) {
      return null;
    }
    String home = sources.property("user.home");
    Properties found =
        SmallFile.properties(
            path.charAt(0) == '~' && home != null ? home.concat(path.substring(1)) : path);
    if (found == null) {
      problems.add(
          "OTEL_JAVAAGENT_CONFIGURATION_FILE: "
              + Texts.shown(path)
              + " is not a readable properties file; ignored");
    }
    return found;
  }

  private void map() {
    if (isOn(unlessSet("otel.sdk.disabled", TracingSettings.OTEL_ENABLED))) {
      put(TracingSettings.OTEL_ENABLED, "false");
      return;
    }
    mapResource();
    put(ServiceSettings.SERVICE_NAME, unlessSet("otel.service.name", ServiceSettings.SERVICE_NAME));
    put(DiagnosticSettings.LOG_LEVEL, unlessSet("otel.log.level", DiagnosticSettings.LOG_LEVEL));
    mapPropagators(unlessSet("otel.propagators", PropagationSettings.STYLES));
    mapSampler(unlessSet("otel.traces.sampler", SamplingSettings.SAMPLE_RATE));
    mapHeaders("request", HttpSettings.REQUEST_HEADER_TAGS);
    mapHeaders("response", HttpSettings.RESPONSE_HEADER_TAGS);
    mapExporter("otel.traces.exporter", TracingSettings.TRACE_ENABLED);
    mapExporter("otel.metrics.exporter", DiagnosticSettings.RUNTIME_METRICS);
    mapExporter("otel.logs.exporter", null);
  }

  private void mapResource() {
    String attributes = unlessSet("otel.resource.attributes", ServiceSettings.TAGS);
    if (attributes == null) {
      return;
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (String item : Texts.split(attributes, ',')) {
      int equals = item.indexOf('=');
      if (equals > 0) {
        found.put(item.substring(0, equals).strip(), item.substring(equals + 1).strip());
      }
    }
    put(ServiceSettings.SERVICE_NAME, found.remove("service.name"));
    put(ServiceSettings.VERSION, found.remove("service.version"));
    put(ServiceSettings.ENV, found.remove("deployment.environment"));
    StringBuilder tags = new StringBuilder();
    int left = MAX_TAGS;
    for (Map.Entry<String, String> tag : found.entrySet()) {
      if (left-- > 0) {
        tags.append(tags.isEmpty() ? "" : ",");
        tags.append(tag.getKey()).append(':').append(tag.getValue());
      }
    }
    put(ServiceSettings.TAGS, tags.isEmpty() ? null : tags.toString());
  }

  private void mapPropagators(@Nullable String names) {
    if (names == null) {
      return;
    }
    StringBuilder styles = new StringBuilder();
    for (String name : Texts.split(names, ',')) {
      // What OpenTelemetry calls b3 is the single header; Datadog's b3 is the older name of multi.
      String style = name.equalsIgnoreCase("b3") ? "b3single" : name;
      if (PropagationStyle.of(style) != null || style.equalsIgnoreCase("none")) {
        styles.append(styles.isEmpty() ? "" : ",").append(style);
      } else {
        problems.add(
            "OTEL_PROPAGATORS: '" + Texts.shown(name) + "' is not supported here; ignored");
      }
    }
    put(PropagationSettings.STYLES, styles.isEmpty() ? null : styles.toString());
  }

  private void mapSampler(@Nullable String name) {
    if (name == null) {
      return;
    }
    String sampler = name.toLowerCase(Locale.ROOT);
    boolean parentBased = sampler.startsWith(PARENT_BASED);
    String rate =
        switch (parentBased ? sampler.substring(PARENT_BASED.length()) : sampler) {
          case "always_on" -> "1.0";
          case "always_off" -> "0.0";
          case "traceidratio" -> {
            String ratio = value("otel.traces.sampler.arg");
            yield ratio == null ? "1.0" : ratio;
          }
          default -> null;
        };
    if (rate == null) {
      problems.add("OTEL_TRACES_SAMPLER: '" + Texts.shown(name) + "' is not supported; ignored");
      return;
    }
    if (!parentBased) {
      problems.add(
          "OTEL_TRACES_SAMPLER: "
              + sampler
              + " is read as "
              + PARENT_BASED
              + sampler
              + ", since a caller's decision is always kept");
    }
    put(SamplingSettings.SAMPLE_RATE, rate);
  }

  /** Both directions have one setting here. */
  private void mapHeaders(String kind, Setting<?> row) {
    StringBuilder tags = new StringBuilder();
    for (String side : new String[] {"client", "server"}) {
      String names =
          unlessSet("otel.instrumentation.http." + side + ".capture-" + kind + "-headers", row);
      for (String name : Texts.split(names == null ? "" : names, ',')) {
        tags.append(tags.isEmpty() ? "" : ",").append(name).append(":http.");
        tags.append(kind).append(".header.").append(name.toLowerCase(Locale.ROOT));
      }
    }
    put(row, tags.isEmpty() ? null : tags.toString());
  }

  /** Data goes to the Agent or nowhere: {@code none} is all that can be said. */
  private void mapExporter(String name, @Nullable Setting<?> row) {
    String exporter = row == null ? value(name) : unlessSet(name, row);
    if ("none".equalsIgnoreCase(exporter)) {
      if (row != null) {
        put(row, "false");
      }
    } else if (exporter != null) {
      problems.add(variable(name) + ": '" + Texts.shown(exporter) + "' is not supported; ignored");
    }
  }

  private void put(Setting<?> row, @Nullable String value) {
    if (value != null) {
      mapped.put(row.name(), value);
    }
  }

  /** The value unless somebody set our counterpart, which wins. */
  private @Nullable String unlessSet(String name, Setting<?> row) {
    String value = value(name);
    if (value != null && sources.first(row) != null) {
      problems.add(variable(name) + ": ignored, since " + row.name() + " is set");
      return null;
    }
    return value;
  }

  private @Nullable String value(String name) {
    String value = sources.property(name);
    value = value == null ? sources.environment(variable(name)) : value;
    if (value == null && file != null) {
      value = file.getProperty(name);
    }
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
