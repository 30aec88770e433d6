package dev.spoor.benchmarks.overhead.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Twenty queries of a few microseconds each in memory: 21 spans, and hardly anything beside them to
 * hide their cost.
 */
final class ManyServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int QUERIES = 20;

  private final transient Pools pools;

  ManyServlet(Pools pools) {
    this.pools = pools;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    StringBuilder text = new StringBuilder(300);
    try (Connection connection = pools.h2().getConnection()) {
      for (int i = 0; i < QUERIES; i++) {
        text.append(name(connection, i)).append('\n');
      }
    } catch (SQLException e) {
      throw new ServletException(e);
    }
    Body.send(response, "text/plain", text.toString());
  }

  private static String name(Connection connection, int id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select name from item where id = ?")) {
      statement.setInt(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }
}
