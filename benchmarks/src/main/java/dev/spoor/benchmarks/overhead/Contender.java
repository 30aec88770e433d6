package dev.spoor.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent, or none, and how it is told where to send. Everything else stays as it comes: a mode
 * that users do not run would be no comparison.
 *
 * <p>The one exception is OpenTelemetry's export of logs, which is off: the log lines go to
 * standard output under every contender, and no other ships them a second time.
 */
enum Contender {
  NONE("none", null),
  /**
   * What a tracer cannot go below: a {@link FloorAgent}, since a JVM with an agent is another one,
   * with a module more and without the archived module graph; and bytes sent per request that were
   * made before (see {@code app.FloorFilter}; not in the Spring Boot example, which is as it is).
   */
  FLOOR("floor", null),
  SPOOR("spoor", "tracer-agent.jar"),
  DD("dd-java-agent", "dd-java-agent.jar"),
  OTEL("opentelemetry", "opentelemetry-javaagent.jar"),
  ELASTIC("elastic-apm", "elastic-apm-agent.jar");

  final String label;
  private final @Nullable String jar;

  Contender(String label, @Nullable String jar) {
    this.label = label;
    this.jar = jar;
  }

  /** By its label or the name of the constant, as the command line has it. */
  static Contender named(String text) {
    for (Contender contender : values()) {
      if (contender.label.equals(text) || contender.name().equalsIgnoreCase(text)) {
        return contender;
      }
    }
    throw new IllegalArgumentException("no contender: " + text);
  }

  /** Whether it makes spans, and is to be judged by them. */
  boolean traces() {
    return this != NONE && this != FLOOR;
  }

  /** The agent's jar, or null for none. */
  @Nullable Path jar(Installation installation) {
    if (this == FLOOR) {
      return FloorAgent.jar(installation.output());
    }
    if (jar == null) {
      return null;
    }
    return this == SPOOR ? installation.spoor() : installation.agents().resolve(jar);
  }

  /** What goes on the command line, before the class path. */
  List<String> options(Installation installation, String url) throws IOException {
    List<String> options = new ArrayList<>();
    Path path = jar(installation);
    if (path != null) {
      options.add("-javaagent:" + path);
    }
    if (this == FLOOR) {
      options.add("-Doverhead.floor.agent=" + url);
      options.add("-Doverhead.floor.traces=" + FloorTrace.write(installation.output()));
    } else if (this == OTEL) {
      options.add("-Dotel.exporter.otlp.endpoint=" + url);
      options.add("-Dotel.logs.exporter=none");
      options.add("-Dotel.service.name=overhead");
    } else if (this == ELASTIC) {
      options.add("-Delastic.apm.server_url=" + url);
      options.add("-Delastic.apm.service_name=overhead");
    }
    return options;
  }

  /** What goes into the environment. */
  Map<String, String> environment(String url) {
    return switch (this) {
      case SPOOR, DD ->
          Map.of(
              "DD_TRACE_AGENT_URL", url,
              "DD_SERVICE", "overhead",
              "DD_ENV", "bench",
              "DD_VERSION", "1",
              // The log correlation library is there for another benchmark; nobody else has a line.
              "DD_LOGS_REQUEST_ENABLED", "false");
      default -> Map.of();
    };
  }
}
