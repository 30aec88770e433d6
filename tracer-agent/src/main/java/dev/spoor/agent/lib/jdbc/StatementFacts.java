package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.plugin.SideTable;
import dev.spoor.context.Context;
import dev.spoor.kind.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a statement from the moment its connection made it: its database, its SQL if it
 * is a prepared one, and the batch that gathers in it.
 *
 * <p>Making a statement nests: a pool's connection asks the driver's. Only the outermost statement
 * is noted, since that is the one the application runs; but only the innermost connection is known
 * to {@link #DATABASES}, because it is the one that a driver opened. So the outermost call leaves a
 * {@link Nesting} on the thread, and the calls inside write into it which database they belong to.
 */
final class StatementFacts {
  /** Where a driver's connection goes. */
  private static final SideTable<Connection, Database> DATABASES = new SideTable<>();

  private static final SideTable<Statement, StatementFacts> STATEMENTS = new SideTable<>();

  final Database database;
  final @Nullable String sql;

  /** A batch belongs to one thread at a time, like its statement. */
  int batchSize;

  @Nullable String batchSql;

  StatementFacts(Database database, @Nullable String sql) {
    this.database = database;
    this.sql = sql;
  }

  /** The facts of a statement, or null when nobody saw it being made. */
  static @Nullable StatementFacts of(Statement statement) {
    return STATEMENTS.get(statement);
  }

  /** The facts of a statement; if nobody saw it being made, its connection is asked now. */
  static StatementFacts ofRunning(Statement statement) {
    StatementFacts known = STATEMENTS.get(statement);
    if (known == null) {
      known = new StatementFacts(databaseBehind(statement), null);
      STATEMENTS.put(statement, known);
    }
    return known;
  }

  static void forget(Statement statement) {
    STATEMENTS.remove(statement);
  }

  static void opened(Connection connection, Database database) {
    DATABASES.put(connection, database);
  }

  /** The database that the calls nested in one have found so far. */
  static final class Nesting {
    @Nullable Database database;
  }

  /**
   * Begins the making of a statement.
   *
   * @return null when this call is nested in another: then only the database was passed up
   */
  static @Nullable Nesting beginMaking(Connection connection) {
    Object note = Context.note();
    if (note instanceof Nesting outer) {
      if (outer.database == null) {
        outer.database = DATABASES.get(connection);
      }
      return null;
    }
    Nesting nesting = new Nesting();
    nesting.database = DATABASES.get(connection);
    Context.setNote(nesting);
    return nesting;
  }

  /** Where the statement goes that is being made on this thread, as far as known. */
  static @Nullable Database making() {
    return Context.note() instanceof Nesting nesting ? nesting.database : null;
  }

  /** Ends the making and notes the statement. */
  static void made(Nesting nesting, @Nullable Statement statement, @Nullable String sql) {
    Context.setNote(null);
    if (statement == null) {
      return;
    }
    Database database = nesting.database;
    if (database == null) {
      database = databaseBehind(statement);
    }
    STATEMENTS.put(statement, new StatementFacts(database, sql));
  }

  /**
   * For connections that no driver opened before our eyes (some data sources make them by hand).
   * The URL is a local fact in every driver; the user's name is not, so it is not asked for.
   */
  private static Database databaseBehind(Statement statement) {
    try {
      Connection connection = statement.getConnection();
      if (connection == null) {
        return Database.UNKNOWN;
      }
      Connection physical = unwrap(connection);
      Database known = DATABASES.get(physical);
      if (known == null) {
        known = Database.of(connection.getMetaData().getURL(), null);
        DATABASES.put(physical, known);
      }
      return known;
    } catch (SQLException | RuntimeException | AbstractMethodError e) {
      return Database.UNKNOWN;
    }
  }

  private static Connection unwrap(Connection connection) {
    try {
      if (connection.isWrapperFor(Connection.class)) {
        Connection inner = connection.unwrap(Connection.class);
        return inner == null ? connection : inner;
      }
    } catch (SQLException | RuntimeException | AbstractMethodError e) {
      // A driver of before JDBC 4, or a wrapper that does not like the question.
    }
    return connection;
  }
}
