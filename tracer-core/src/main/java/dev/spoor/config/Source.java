package dev.spoor.config;

/** Where a setting's value came from; the first eight stand in order of precedence. */
public enum Source {
  CODE("code"),
  SYSTEM_PROPERTY("system property"),
  /** The file that Datadog's fleet automation lays down on the host. */
  FLEET("fleet configuration file"),
  ENVIRONMENT("environment"),
  AGENT_ARGUMENT("agent argument"),
  FILE("properties file"),
  /** A setting of OpenTelemetry that means the same. */
  OTEL("OTEL_ setting"),
  /** The file that somebody wrote for all processes of the host. */
  HOST("host configuration file"),
  /** A {@code service:}, {@code env:} or {@code version:} item of DD_TAGS. */
  TAGS("DD_TAGS"),
  /** A variable that Heroku sets, such as HEROKU_APP_NAME. */
  HEROKU("Heroku"),
  /** Found out from the process, such as the name of the main jar. */
  PROCESS("process"),
  DEFAULT("default");

  private final String label;

  Source(String label) {
    this.label = label;
  }

  /** Words for a log line or a document. */
  public String label() {
    return label;
  }
}
