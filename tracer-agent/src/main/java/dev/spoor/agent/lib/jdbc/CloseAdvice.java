package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.sql.Statements;
import java.sql.Statement;

/** A statement ends: what was noted of it is not left to the garbage collector. */
final class CloseAdvice {
  private CloseAdvice() {}

  static void enter(Statement self) {
    Statements.closed(self);
  }
}
