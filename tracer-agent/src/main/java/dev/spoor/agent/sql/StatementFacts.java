package dev.spoor.agent.sql;

import dev.spoor.agent.plugin.WeakTable;
import dev.spoor.kind.Database;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a statement from the moment its connection made it: its database, its SQL if it
 * is a prepared one, and the batch that gathers in it. A batch belongs to one thread at a time,
 * like its statement.
 */
public final class StatementFacts extends WeakTable.Note<Statement> {
  private final Database database;
  private final @Nullable String sql;
  private int batchSize;
  private @Nullable String batchSql;

  StatementFacts(Statement statement, Database database, @Nullable String sql) {
    super(statement, Statements.FACTS);
    this.database = database;
    this.sql = sql;
  }

  /** Where it goes; {@link Database#UNKNOWN} if nobody could tell. */
  public Database database() {
    return database;
  }

  /** Of a prepared statement; else null. */
  public @Nullable String sql() {
    return sql;
  }

  /** How many entries the batch has that would run now. */
  public int batchSize() {
    return batchSize;
  }

  /** The first entry of the batch that was added as text, or null. */
  public @Nullable String batchSql() {
    return batchSql;
  }

  /**
   * Counts one more entry of the batch.
   *
   * @param text null for one more round of a prepared statement
   */
  public void addToBatch(@Nullable String text) {
    batchSize++;
    if (batchSql == null) {
      batchSql = text;
    }
  }

  /** The next batch begins empty. */
  public void clearBatch() {
    batchSize = 0;
    batchSql = null;
  }
}
