package dev.spoor.config;

/** Rows for databases and caches. See {@link Settings}. */
public final class DatabaseSettings {
  static final Rows ROWS = new Rows(Group.DATABASE);

  public static final Setting<String> DBM_MODE =
      ROWS.choice(
          "DD_DBM_PROPAGATION_MODE",
          "Comments in SQL that tie queries to the service or, if full, to the trace",
          "disabled",
          "service",
          "full",
          "dynamic_service");
  public static final Setting<Boolean> DBM_APPEND =
      ROWS.flag("DD_DBM_ALWAYS_APPEND_SQL_COMMENT", false, "Such comments behind the statement");
  public static final Setting<Boolean> SPLIT_BY_INSTANCE =
      ROWS.flag("DD_TRACE_DB_CLIENT_SPLIT_BY_INSTANCE", false, "Database name as service");
  public static final Setting<Boolean> SPLIT_BY_INSTANCE_SUFFIX =
      ROWS.flag(
          "DD_TRACE_DB_CLIENT_SPLIT_BY_INSTANCE_TYPE_SUFFIX",
          false,
          "Add the type to that service name");
  public static final Setting<Boolean> SPLIT_BY_HOST =
      ROWS.flag("DD_TRACE_DB_CLIENT_SPLIT_BY_HOST", false, "Database host as service");

  private DatabaseSettings() {}
}
