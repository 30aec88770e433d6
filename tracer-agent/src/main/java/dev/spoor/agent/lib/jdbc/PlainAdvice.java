package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.sql.StatementFacts;
import dev.spoor.agent.sql.Statements;
import dev.spoor.context.Context;
import dev.spoor.kind.DatabaseSpans;
import dev.spoor.trace.Span;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A statement runs the SQL that it is given. */
final class PlainAdvice {
  private PlainAdvice() {}

  static @Nullable Object enter(Statement self, @Nullable String sql) {
    @Nullable Object[] slot = Context.slot();
    if (DatabaseSpans.isNested(slot)) {
      return null;
    }
    StatementFacts facts = Statements.ofRunning(self, slot);
    return DatabaseSpans.start(facts.database(), sql, DatabaseSpans.STATEMENT, slot);
  }

  static void exit(Object span, @Nullable Throwable thrown) {
    DatabaseSpans.end((Span) span, thrown);
  }
}
