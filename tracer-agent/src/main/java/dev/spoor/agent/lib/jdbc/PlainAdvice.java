package dev.spoor.agent.lib.jdbc;

import dev.spoor.kind.DatabaseSpans;
import dev.spoor.trace.Span;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A statement runs the SQL that it is given. */
final class PlainAdvice {
  private PlainAdvice() {}

  static @Nullable Object enter(Statement self, @Nullable String sql) {
    if (DatabaseSpans.isNested()) {
      return null;
    }
    StatementFacts facts = StatementFacts.ofRunning(self);
    return DatabaseSpans.start(facts.database, sql, DatabaseSpans.STATEMENT);
  }

  static void exit(Object span, @Nullable Throwable thrown) {
    DatabaseSpans.end((Span) span, thrown);
  }
}
