package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.sql.Statements;
import dev.spoor.context.Context;
import dev.spoor.kind.SqlComments;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** SQL that runs at once gets a comment, after its span has started; the outermost call's stays. */
final class PlainCommentAdvice {
  private PlainCommentAdvice() {}

  static @Nullable String replace(Statement self, @Nullable String sql) {
    return sql == null || SqlComments.isCommented(sql)
        ? sql
        : SqlComments.plain(Statements.ofRunning(self, Context.slot()).database(), sql);
  }
}
