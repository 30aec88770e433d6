package dev.spoor.config;

/** The chapters of the settings table. */
public enum Group {
  SERVICE("Service and tags"),
  AGENT("Agent connection"),
  TRACING("Tracing"),
  SAMPLING("Sampling"),
  PROPAGATION("Propagation"),
  HTTP("HTTP"),
  DATABASE("Databases"),
  LOGS("Logs"),
  DIAGNOSTICS("Diagnostics");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
