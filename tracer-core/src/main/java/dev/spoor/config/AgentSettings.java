package dev.spoor.config;

import dev.spoor.config.Setting.Kind;

/** Rows for the connection to the Agent and for what waits to be sent. See {@link Settings}. */
public final class AgentSettings {
  static final Rows ROWS = new Rows(Group.AGENT);

  public static final Setting<String> AGENT_URL =
      ROWS.text("DD_TRACE_AGENT_URL", "http://host:port or unix:///path; wins over host and port");
  public static final Setting<String> AGENT_HOST =
      ROWS.text("DD_AGENT_HOST", "Host of the Agent, localhost if not set");
  public static final Setting<Long> AGENT_PORT =
      ROWS.whole("DD_TRACE_AGENT_PORT", 8126, 1, 65535, "Port of the Agent").alias("DD_AGENT_PORT");
  public static final Setting<String> AGENT_SOCKET =
      ROWS.text("DD_TRACE_AGENT_UNIX_DOMAIN_SOCKET", "Path of the Agent's unix socket")
          .alias("DD_APM_RECEIVER_SOCKET");
  public static final Setting<String> PROTOCOL =
      ROWS.choice(
          "DD_TRACE_AGENT_PROTOCOL_VERSION",
          "Form of traces; 0.5 is smaller and costs memory, 1.0 is sent as 0.4",
          "0.4",
          "0.5",
          "1.0");
  public static final Setting<Boolean> PROTOCOL_05 =
      ROWS.flag("DD_TRACE_AGENT_V0_5_ENABLED", false, "Older way to ask for 0.5");
  public static final Setting<Long> AGENT_TIMEOUT =
      ROWS.seconds("DD_TRACE_AGENT_TIMEOUT", 10, 0.001, 3600, "Seconds for connect, read, write");
  public static final Setting<Long> FLUSH_INTERVAL =
      ROWS.seconds("DD_TRACE_FLUSH_INTERVAL", 1, 0.001, 3600, "Seconds between two sends");
  public static final Setting<Long> QUEUE_BYTES =
      ROWS.row(
              Kind.BYTES,
              "DD_TRACE_QUEUE_BYTES",
              0L,
              "Bound of encoded traces waiting to be sent; 0 follows the heap. Our own setting")
          .range(0, (double) Long.MAX_VALUE);
  public static final Setting<String> API_KEY =
      ROWS.text("DD_API_KEY", "Read by the Agent, never by the tracer; never shown");

  private AgentSettings() {}
}
