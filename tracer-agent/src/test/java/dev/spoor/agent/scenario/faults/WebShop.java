package dev.spoor.agent.scenario.faults;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.logging.LogManager;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with one servlet that reads {@value Shop#STATEMENTS} rows: 21 spans a request. */
public final class WebShop extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String URL = "jdbc:h2:mem:web;DB_CLOSE_DELAY=-1";

  private static final ThreadLocal<Connection> CONNECTIONS =
      ThreadLocal.withInitial(WebShop::connect);

  private static Connection connect() {
    try {
      return DriverManager.getConnection(URL);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Prints its port, and ends with the input.
   *
   * @param arguments a folder to work in
   */
  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    try (Connection connection = connect();
        PreparedStatement table =
            connection.prepareStatement(
                "CREATE TABLE widgets AS SELECT x AS id, 'widget ' || x AS name"
                    + " FROM SYSTEM_RANGE(0, 99)")) {
      table.execute();
    }
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(arguments[0]);
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", new File(arguments[0]).getAbsolutePath());
    Tomcat.addServlet(context, "widgets", new WebShop()).addMapping("/widgets");
    tomcat.start();
    System.out.println("port " + tomcat.getConnector().getLocalPort());
    while (System.in.read() >= 0) {
      // Nothing to be told here.
    }
    tomcat.stop();
    tomcat.destroy();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StringBuilder text = new StringBuilder();
    try (PreparedStatement one =
        CONNECTIONS.get().prepareStatement("SELECT name FROM widgets WHERE id = ?")) {
      for (int i = 0; i < Shop.STATEMENTS; i++) {
        one.setInt(1, i);
        try (ResultSet rows = one.executeQuery()) {
          while (rows.next()) {
            text.append(rows.getString(1)).append('\n');
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
