package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.sql.StatementFacts;
import dev.spoor.agent.sql.Statements;
import dev.spoor.context.Context;
import java.sql.Statement;

/** A batch is thrown away. */
final class ClearBatchAdvice {
  private ClearBatchAdvice() {}

  static void enter(Statement self) {
    StatementFacts facts = Statements.of(self, Context.slot());
    if (facts != null) {
      facts.clearBatch();
    }
  }
}
