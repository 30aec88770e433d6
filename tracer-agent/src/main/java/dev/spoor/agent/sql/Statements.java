package dev.spoor.agent.sql;

import dev.spoor.agent.plugin.SeenTypes;
import dev.spoor.agent.plugin.SideTable;
import dev.spoor.agent.plugin.WeakTable;
import dev.spoor.context.Context;
import dev.spoor.kind.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Notes which statements there are when they are made, and tells what is known of one that runs.
 *
 * <p>Making a statement nests: a pool's connection asks the driver's. Only the outermost statement
 * is noted, since that is the one the application runs; but only the innermost connection is known
 * to {@link #DATABASES}, because it is the one that a driver opened. So the outermost call leaves a
 * note on the thread (see {@link Making}), and the calls inside tell it the database that they
 * belong to.
 *
 * <p>The statement that a thread made last is the one that it runs next, as a rule, and closes
 * before it makes another. So the newest facts stay at hand of their thread, and only those of
 * statements beside it go to the table of all threads.
 *
 * <p>All {@code slot} parameters are the calling thread's, see {@link Context#slot}. Thread safe.
 */
public final class Statements {
  /** Where a driver's connection goes. */
  private static final SideTable<Connection, Database> DATABASES = new SideTable<>();

  /** Types of what is in {@link #DATABASES}: a pool's connections are not looked up there. */
  private static final SeenTypes CONNECTIONS = new SeenTypes();

  static final WeakTable<Statement, StatementFacts> FACTS = new WeakTable<>();

  /** Types of what {@link #FACTS} is about: those below a pool's are not looked up there. */
  private static final SeenTypes TYPES = new SeenTypes();

  private Statements() {}

  /** The facts of a statement, or null when nobody saw it being made. */
  public static @Nullable StatementFacts of(Statement statement, @Nullable Object[] slot) {
    return TYPES.has(statement.getClass()) ? FACTS.get(statement, slot) : null;
  }

  /** The facts of a statement; if nobody saw it being made, its connection is asked now. */
  public static StatementFacts ofRunning(Statement statement, @Nullable Object[] slot) {
    StatementFacts known = of(statement, slot);
    return known == null ? note(statement, databaseBehind(statement), null, slot) : known;
  }

  private static StatementFacts note(
      Statement statement, Database database, @Nullable String sql, @Nullable Object[] slot) {
    TYPES.add(statement.getClass());
    StatementFacts facts = new StatementFacts(statement, database, sql);
    FACTS.addAtHand(statement, facts, slot);
    return facts;
  }

  /** The statement ends: nothing of it is left to the garbage collector. */
  public static void closed(Statement statement) {
    if (TYPES.has(statement.getClass())) {
      FACTS.remove(statement, Context.slot());
    }
  }

  /** A driver opened a connection. */
  public static void opened(Connection connection, Database database) {
    CONNECTIONS.add(connection.getClass());
    DATABASES.put(connection, database);
  }

  private static @Nullable Database opened(Connection connection) {
    return CONNECTIONS.has(connection.getClass()) ? DATABASES.get(connection) : null;
  }

  /**
   * Begins the making of a statement.
   *
   * @return false when this call is nested in another: then only the database was passed up
   */
  public static boolean beginMaking(Connection connection) {
    Making making = Making.of(Context.slot());
    boolean outermost = making.begin();
    if (!making.isKnown()) {
      Database known = opened(connection);
      if (known != null) {
        making.found(known);
      }
    }
    return outermost;
  }

  /** Where the statement goes that is being made on this thread, as far as known. */
  public static @Nullable Database making() {
    Making making = Making.now(Context.slot());
    return making != null && making.isKnown() ? making.database() : null;
  }

  /**
   * Ends the making and notes the statement.
   *
   * @param statement null if none came about
   * @param sql of a prepared statement; else null
   */
  public static void made(@Nullable Statement statement, @Nullable String sql) {
    @Nullable Object[] slot = Context.slot();
    Making making = Making.of(slot);
    making.end();
    if (statement != null) {
      Database database = making.isKnown() ? making.database() : databaseBehind(statement);
      note(statement, database, sql, slot);
    }
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
      Database known = opened(physical);
      if (known == null) {
        known = Database.of(connection.getMetaData().getURL(), null);
        opened(physical, known);
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
