package dev.spoor.agent.lib.jdbc;

import dev.spoor.kind.DatabaseSpans;
import dev.spoor.trace.Span;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A prepared or callable statement runs. */
final class PreparedAdvice {
  private PreparedAdvice() {}

  static @Nullable Object enter(Statement self) {
    if (DatabaseSpans.isNested()) {
      return null;
    }
    StatementFacts facts = StatementFacts.ofRunning(self);
    return DatabaseSpans.start(facts.database, facts.sql, DatabaseSpans.PREPARED_STATEMENT);
  }

  static void exit(Object span, @Nullable Throwable thrown) {
    DatabaseSpans.end((Span) span, thrown);
  }
}
