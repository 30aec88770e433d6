package dev.spoor.agent.lib.jdbc;

import java.sql.Statement;

/** {@code addBatch()} of a prepared statement: one more entry with the SQL that is known. */
final class AddEntryAdvice {
  private AddEntryAdvice() {}

  static void enter(Statement self) {
    StatementFacts facts = StatementFacts.of(self);
    if (facts != null) {
      facts.batch().size++;
    }
  }
}
