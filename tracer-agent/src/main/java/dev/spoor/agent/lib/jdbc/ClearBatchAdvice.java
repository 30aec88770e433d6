package dev.spoor.agent.lib.jdbc;

import java.sql.Statement;

/** A batch is thrown away. */
final class ClearBatchAdvice {
  private ClearBatchAdvice() {}

  static void enter(Statement self) {
    StatementFacts facts = StatementFacts.of(self);
    if (facts != null) {
      facts.takeBatch();
    }
  }
}
