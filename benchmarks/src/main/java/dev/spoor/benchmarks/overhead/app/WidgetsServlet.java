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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What most requests are: one look into the cache, one query, one JSON line of log. Three spans:
 * server, {@code redis}, {@code postgresql}.
 */
final class WidgetsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(WidgetsServlet.class);
  private static final String QUERY =
      "select id, name, price from widget where price < ? and name <> 'none' order by id limit 10";

  private final transient Pools pools;

  WidgetsServlet(Pools pools) {
    this.pools = pools;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String offer = pools.redis().get("widgets:offer");
    StringBuilder json = new StringBuilder(512).append("{\"offer\":\"").append(offer);
    json.append("\",\"widgets\":[");
    int count = 0;
    try {
      count = list(json);
    } catch (SQLException e) {
      throw new ServletException(e);
    }
    LOG.info("Listed {} widgets, offer {}", count, offer);
    Body.send(response, "application/json", json.append("]}").toString());
  }

  private int list(StringBuilder json) throws SQLException {
    int count = 0;
    try (Connection connection = pools.postgres().getConnection();
        PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setInt(1, 500);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          json.append(count++ == 0 ? "{\"id\":" : ",{\"id\":").append(rows.getInt(1));
          json.append(",\"name\":\"").append(rows.getString(2));
          json.append("\",\"price\":").append(rows.getInt(3)).append('}');
        }
      }
    }
    return count;
  }
}
