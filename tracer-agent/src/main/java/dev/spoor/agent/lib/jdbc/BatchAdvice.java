package dev.spoor.agent.lib.jdbc;

import dev.spoor.kind.DatabaseSpans;
import dev.spoor.trace.Span;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A batch runs: one span, named after the prepared SQL or the first one added, with the number of
 * entries as {@code db.operation.batch.size}.
 */
final class BatchAdvice {
  private BatchAdvice() {}

  static @Nullable Object enter(Statement self) {
    if (DatabaseSpans.isNested()) {
      return null;
    }
    StatementFacts facts = StatementFacts.ofRunning(self);
    boolean prepared = facts.sql != null;
    Span span =
        DatabaseSpans.start(
            facts.database,
            prepared ? facts.sql : facts.batchSql,
            prepared ? DatabaseSpans.PREPARED_STATEMENT : DatabaseSpans.STATEMENT);
    if (span != null && facts.batchSize > 0) {
      DatabaseSpans.setBatchSize(span, facts.batchSize);
    }
    facts.batchSize = 0;
    facts.batchSql = null;
    return span;
  }

  static void exit(Object span, @Nullable Throwable thrown) {
    DatabaseSpans.end((Span) span, thrown);
  }
}
