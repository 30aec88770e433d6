package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.sql.StatementFacts;
import dev.spoor.agent.sql.Statements;
import dev.spoor.context.Context;
import java.sql.Statement;

/**
 * {@code addBatch(String)} of a plain statement: one more entry, the first of which names the span.
 */
final class AddBatchAdvice {
  private AddBatchAdvice() {}

  static void enter(Statement self, String sql) {
    StatementFacts facts = Statements.of(self, Context.slot());
    if (facts != null) {
      facts.addToBatch(sql);
    }
  }
}
