package dev.spoor.agent.scenario.servlet;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes a span below whatever is current: that is how a test sees what is. */
public final class Database {
  private Database() {}

  public static void ask() {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:cases");
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
