package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.sql.Statements;
import java.sql.Connection;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** {@code prepareStatement} and {@code prepareCall}: notes the SQL that the statement will run. */
final class PrepareAdvice {
  private PrepareAdvice() {}

  /** Null in a nested call; the call's state is its SQL. */
  static @Nullable Object enter(Connection self, @Nullable String sql) {
    if (Statements.beginMaking(self)) {
      return sql == null ? "" : sql;
    }
    return null;
  }

  static void exit(Object sql, @Nullable Object returned, @Nullable Throwable thrown) {
    Statements.made((Statement) returned, (String) sql);
  }
}
