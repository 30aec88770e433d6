package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.sql.Statements;
import dev.spoor.kind.Database;
import dev.spoor.kind.SqlComments;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * SQL to be prepared gets a comment, in the innermost call as a rule: only there it is known where
 * the connection goes.
 */
final class PrepareCommentAdvice {
  private PrepareCommentAdvice() {}

  static @Nullable String replace(Connection self, @Nullable String sql) {
    Database database = Statements.making();
    return sql == null || database == null ? sql : SqlComments.prepared(database, sql);
  }
}
