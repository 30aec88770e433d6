package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.sql.Statements;
import java.sql.Connection;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** {@code createStatement}: notes which database the statement will talk to. */
final class CreateAdvice {
  private CreateAdvice() {}

  static @Nullable Object enter(Connection self) {
    return Statements.beginMaking(self) ? "" : null;
  }

  static void exit(Object state, @Nullable Object returned, @Nullable Throwable thrown) {
    Statements.made((Statement) returned, null);
  }
}
