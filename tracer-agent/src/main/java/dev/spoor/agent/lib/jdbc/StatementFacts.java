package dev.spoor.agent.lib.jdbc;

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
 * What is known of a statement from the moment its connection made it: its database, its SQL if it
 * is a prepared one, and the batch that gathers in it.
 *
 * <p>Making a statement nests: a pool's connection asks the driver's. Only the outermost statement
 * is noted, since that is the one the application runs; but only the innermost connection is known
 * to {@link #DATABASES}, because it is the one that a driver opened. So the outermost call leaves
 * the database that it knows as a note on the thread, {@link Database#UNKNOWN} as a rule, and the
 * calls inside put in its place the one that they belong to.
 */
final class StatementFacts extends WeakTable.Note<Statement> {
  /** Where a driver's connection goes. */
  private static final SideTable<Connection, Database> DATABASES = new SideTable<>();

  /** Types of what is in {@link #DATABASES}: a pool's connections are not looked up there. */
  private static final SeenTypes CONNECTIONS = new SeenTypes();

  private static final WeakTable<Statement, StatementFacts> STATEMENTS = new WeakTable<>();

  /** Types of what is in {@link #STATEMENTS}: those below a pool's are not looked up there. */
  private static final SeenTypes TYPES = new SeenTypes();

  final Database database;
  final @Nullable String sql;

  /** Null before the first entry. A batch belongs to one thread at a time, like its statement. */
  private @Nullable Batch batch;

  /** What has been added and not run yet. */
  static final class Batch {
    int size;

    /** The first one that was added as text. */
    @Nullable String sql;
  }

  private StatementFacts(Statement statement, Database database, @Nullable String sql) {
    super(statement, STATEMENTS);
    this.database = database;
    this.sql = sql;
  }

  /** The facts of a statement, or null when nobody saw it being made. */
  static @Nullable StatementFacts of(Statement statement) {
    return TYPES.has(statement.getClass()) ? STATEMENTS.get(statement) : null;
  }

  /** The facts of a statement; if nobody saw it being made, its connection is asked now. */
  static StatementFacts ofRunning(Statement statement) {
    StatementFacts known = of(statement);
    return known == null ? note(statement, databaseBehind(statement), null) : known;
  }

  private static StatementFacts note(Statement statement, Database database, @Nullable String sql) {
    TYPES.add(statement.getClass());
    StatementFacts facts = new StatementFacts(statement, database, sql);
    STATEMENTS.add(statement, facts);
    return facts;
  }

  static void forget(Statement statement) {
    if (TYPES.has(statement.getClass())) {
      STATEMENTS.remove(statement);
    }
  }

  Batch batch() {
    Batch known = batch;
    if (known == null) {
      known = new Batch();
      batch = known;
    }
    return known;
  }

  /** What has gathered, or null; the next batch begins empty. */
  @Nullable Batch takeBatch() {
    Batch taken = batch;
    batch = null;
    return taken;
  }

  static void opened(Connection connection, Database database) {
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
  static boolean beginMaking(Connection connection) {
    boolean outermost = !(Context.note() instanceof Database);
    if (outermost || Context.note() == Database.UNKNOWN) {
      Database known = opened(connection);
      Context.setNote(known == null ? Database.UNKNOWN : known);
    }
    return outermost;
  }

  /** Where the statement goes that is being made on this thread, as far as known. */
  static @Nullable Database making() {
    return Context.note() instanceof Database known && known != Database.UNKNOWN ? known : null;
  }

  /** Ends the making and notes the statement. */
  static void made(@Nullable Statement statement, @Nullable String sql) {
    Object note = Context.note();
    Context.setNote(null);
    if (statement != null) {
      Database known = note instanceof Database found ? found : Database.UNKNOWN;
      note(statement, known == Database.UNKNOWN ? databaseBehind(statement) : known, sql);
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
