package dev.spoor.examples.widgets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables, in steps that are taken once each and never changed afterwards.
 *
 * <p>The release process takes them before a new version starts. The others take what is left, so
 * that the application also runs where nobody releases anything; with all taken that is one
 * question. A lock in the database lets processes that start together take turns.
 */
final class Schema {

  /** Files below {@code /schema}, in order. */
  private static final List<String> STEPS =
      List.of("1-widgets.sql", "2-first-widgets.sql", "3-scheduled-tasks.sql", "4-mails.sql");

  /** Any number will do that nobody else uses in this database. */
  private static final long LOCK = 0x77696467657473L;

  private Schema() {}

  /** Returns how many steps were taken; all of them or none. */
  static int migrate(Connection connection) throws SQLException {
    boolean before = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      int steps = takeMissing(connection, statement);
      connection.commit();
      return steps;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(before);
    }
  }

  private static int takeMissing(Connection connection, Statement statement) throws SQLException {
    statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
    statement.execute(
        "CREATE TABLE IF NOT EXISTS schema_steps"
            + " (name text PRIMARY KEY, taken_at timestamptz NOT NULL DEFAULT now())");
    List<String> missing = new ArrayList<>(STEPS);
    try (ResultSet taken = statement.executeQuery("SELECT name FROM schema_steps")) {
      while (taken.next()) {
        missing.remove(taken.getString(1));
      }
    }
    for (String step : missing) {
      statement.execute(text(step));
      try (PreparedStatement note =
          connection.prepareStatement("INSERT INTO schema_steps (name) VALUES (?)")) {
        note.setString(1, step);
        note.executeUpdate();
      }
    }
    return missing.size();
  }

  private static String text(String step) {
    try (InputStream file = Schema.class.getResourceAsStream("/schema/" + step)) {
      if (file == null) {
        throw new IllegalStateException("no /schema/" + step);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("/schema/" + step + " cannot be read", e);
    }
  }
}
