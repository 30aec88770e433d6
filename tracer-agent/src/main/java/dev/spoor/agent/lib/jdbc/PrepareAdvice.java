package dev.spoor.agent.lib.jdbc;

import java.sql.Connection;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** {@code prepareStatement} and {@code prepareCall}: notes the SQL that the statement will run. */
final class PrepareAdvice {
  private PrepareAdvice() {}

  private static final class Making {
    final StatementFacts.Nesting nesting;
    final String sql;

    Making(StatementFacts.Nesting nesting, String sql) {
      this.nesting = nesting;
      this.sql = sql;
    }
  }

  static @Nullable Object enter(Connection self, String sql) {
    StatementFacts.Nesting nesting = StatementFacts.beginMaking(self);
    return nesting == null ? null : new Making(nesting, sql);
  }

  static void exit(Object state, @Nullable Object returned, @Nullable Throwable thrown) {
    Making making = (Making) state;
    StatementFacts.made(making.nesting, (Statement) returned, making.sql);
  }
}
