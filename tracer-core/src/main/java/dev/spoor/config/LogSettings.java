package dev.spoor.config;

/** Rows for the ids on log lines. See {@link Settings}. */
public final class LogSettings {
  static final Rows ROWS = new Rows(Group.LOGS);

  public static final Setting<Boolean> LOGS_INJECTION =
      ROWS.flag("DD_LOGS_INJECTION_ENABLED", true, "Ids of the current span on log events")
          .alias("DD_LOGS_INJECTION");
  public static final Setting<Boolean> WIDE_IDS_IN_LOGS =
      ROWS.flag("DD_TRACE_128_BIT_TRACEID_LOGGING_ENABLED", true, "128-bit trace ids in logs");

  private LogSettings() {}
}
