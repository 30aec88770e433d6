package dev.spoor.agent.lib.jdbc;

import java.sql.Statement;

/**
 * {@code addBatch(String)} of a plain statement: one more entry, the first of which names the span.
 */
final class AddBatchAdvice {
  private AddBatchAdvice() {}

  static void enter(Statement self, String sql) {
    StatementFacts facts = StatementFacts.of(self);
    if (facts != null) {
      StatementFacts.Batch batch = facts.batch();
      batch.size++;
      if (batch.sql == null) {
        batch.sql = sql;
      }
    }
  }
}
