package dev.spoor.agent.scenario.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks the database for the statement that it is running, as it was sent. */
public final class CommentMain {
  private static final String URL = "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1";

  /** H2 tells as many characters as the statement has without its comment: so there are many. */
  private static final String ASK =
      "select executing_statement from information_schema.sessions"
          + " where session_id = session_id() and '"
          + "x".repeat(200)
          + "' <> ''";

  private CommentMain() {}

  public static void main(String[] args) throws Exception {
    try (Connection driver = DriverManager.getConnection(URL, "sa", "")) {
      ask("driver", driver);
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(URL);
    config.setUsername("sa");
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection pooled = pool.getConnection()) {
      ask("pool", pooled);
    }
  }

  private static void ask(String way, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ASK)) {
      tell(way + " plain", rows);
    }
    try (PreparedStatement statement = connection.prepareStatement(ASK);
        ResultSet rows = statement.executeQuery()) {
      tell(way + " prepared", rows);
    }
  }

  private static void tell(String what, ResultSet rows) throws SQLException {
    rows.next();
    System.out.println(what + " " + rows.getString(1));
  }
}
