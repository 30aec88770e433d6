package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.sql.StatementFacts;
import dev.spoor.agent.sql.Statements;
import dev.spoor.context.Context;
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
    @Nullable Object[] slot = Context.slot();
    if (DatabaseSpans.isNested(slot)) {
      return null;
    }
    StatementFacts facts = Statements.ofRunning(self, slot);
    int size = facts.batchSize();
    String first = facts.batchSql();
    facts.clearBatch();
    boolean prepared = facts.sql() != null;
    Span span =
        DatabaseSpans.start(
            facts.database(),
            prepared ? facts.sql() : first,
            prepared ? DatabaseSpans.PREPARED_STATEMENT : DatabaseSpans.STATEMENT,
            slot);
    if (span != null && size > 0) {
      DatabaseSpans.setBatchSize(span, size);
    }
    return span;
  }

  static void exit(Object span, @Nullable Throwable thrown) {
    DatabaseSpans.end((Span) span, thrown);
  }
}
