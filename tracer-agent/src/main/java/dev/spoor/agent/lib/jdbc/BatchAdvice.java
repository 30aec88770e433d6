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
    StatementFacts.Batch batch = facts.takeBatch();
    String first = batch == null ? null : batch.sql;
    boolean prepared = facts.sql != null;
    Span span =
        DatabaseSpans.start(
            facts.database,
            prepared ? facts.sql : first,
            prepared ? DatabaseSpans.PREPARED_STATEMENT : DatabaseSpans.STATEMENT);
    if (span != null && batch != null && batch.size > 0) {
      DatabaseSpans.setBatchSize(span, batch.size);
    }
    return span;
  }

  static void exit(Object span, @Nullable Throwable thrown) {
    DatabaseSpans.end((Span) span, thrown);
  }
}
