package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.sql.StatementFacts;
import dev.spoor.agent.sql.Statements;
import dev.spoor.context.Context;
import java.sql.Statement;

/** {@code addBatch()} of a prepared statement: one more entry with the SQL that is known. */
final class AddEntryAdvice {
  private AddEntryAdvice() {}

  static void enter(Statement self) {
    StatementFacts facts = Statements.of(self, Context.slot());
    if (facts != null) {
      facts.addToBatch(null);
    }
  }
}
