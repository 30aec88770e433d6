package dev.spoor.config;

import java.util.Map;

/** Rows for the name, environment, version and tags of this process. See {@link Settings}. */
public final class ServiceSettings {
  static final Rows ROWS = new Rows(Group.SERVICE);

  public static final Setting<String> SERVICE_NAME =
      ROWS.text("DD_SERVICE", "Service of every span that no integration names")
          .alias("DD_SERVICE_NAME");
  public static final Setting<String> ENV = ROWS.text("DD_ENV", "Deployment environment, tag env");
  public static final Setting<String> VERSION =
      ROWS.text("DD_VERSION", "Version of the application, tag version");
  public static final Setting<Map<String, String>> TAGS =
      ROWS.pairs("DD_TAGS", "key:value tags of every span, separated by commas or spaces");
  public static final Setting<Map<String, String>> TRACE_TAGS =
      ROWS.pairs("DD_TRACE_TAGS", "Like DD_TAGS, and wins over it");
  public static final Setting<Map<String, String>> TRACE_GLOBAL_TAGS =
      ROWS.pairs("DD_TRACE_GLOBAL_TAGS", "Older name of DD_TAGS, which wins over it");
  public static final Setting<Map<String, String>> SPAN_TAGS =
      ROWS.pairs("DD_TRACE_SPAN_TAGS", "key:value tags of spans only");
  public static final Setting<Map<String, String>> JMX_TAGS =
      ROWS.pairs("DD_TRACE_JMX_TAGS", "key:value tags of the JVM's metrics only");
  public static final Setting<Map<String, String>> SERVICE_MAPPING =
      ROWS.pairs("DD_SERVICE_MAPPING", "from:to, applied to every service name")
          .alias("DD_TRACE_SERVICE_MAPPING");
  public static final Setting<String> GIT_REPOSITORY_URL =
      ROWS.repository(
          "DD_GIT_REPOSITORY_URL",
          "Repository of the code, tag _dd.git.repository_url; else DD_TAGS git.repository_url;"
              + " user and password are left out");
  public static final Setting<String> GIT_COMMIT_SHA =
      ROWS.text(
          "DD_GIT_COMMIT_SHA",
          "Commit of the code, tag _dd.git.commit.sha; else DD_TAGS git.commit.sha, else what"
              + " Heroku says");
  public static final Setting<String> HOSTNAME =
      ROWS.text("DD_HOSTNAME", "Name of this host; else HOSTNAME, else what the kernel says");
  public static final Setting<Boolean> REPORT_HOSTNAME =
      ROWS.flag("DD_TRACE_REPORT_HOSTNAME", false, "Tag local roots with _dd.hostname");
  public static final Setting<Boolean> REMOVE_INTEGRATION_SERVICE_NAMES =
      ROWS.flag(
          "DD_TRACE_REMOVE_INTEGRATION_SERVICE_NAMES_ENABLED",
          false,
          "Database and cache spans keep the service of the application");

  private ServiceSettings() {}
}
