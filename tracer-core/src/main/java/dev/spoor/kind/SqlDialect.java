package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/**
 * What a database takes quotes, brackets and {@code #} for; decides what may be kept of a
 * statement.
 */
enum SqlDialect {
  /** Double quotes hold identifiers; {@code $1} is a parameter. */
  ANSI,
  /** Double quotes hold strings by default; {@code #} begins a comment. */
  MYSQL,
  /** Like ANSI, with {@code [identifiers]}, {@code #tables} and {@code $1} being money. */
  SQLSERVER,
  /** Whatever could be a literal is one. */
  UNKNOWN;

  /** The dialect of a {@code db.type}; types whose quoting depends on settings are unknown. */
  public static SqlDialect of(@Nullable String type) {
    if (type == null) {
      return UNKNOWN;
    }
    return switch (type) {
      case "mysql", "mariadb" -> MYSQL;
      case "sqlserver" -> SQLSERVER;
      case "postgresql",
          "edb",
          "redshift",
          "oracle",
          "h2",
          "hsqldb",
          "derby",
          "db2",
          "as400",
          "sap",
          "snowflake" ->
          ANSI;
      default -> UNKNOWN;
    };
  }

  boolean quotesIdentifiers() {
    return this == ANSI || this == SQLSERVER;
  }
}
