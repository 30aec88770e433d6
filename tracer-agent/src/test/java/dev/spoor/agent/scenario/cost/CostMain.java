package dev.spoor.agent.scenario.cost;

import com.sun.management.ThreadMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.logging.LogManager;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tomcat with three servlets, to which the process itself sends requests over one connection, and
 * tells how many bytes its request threads have allocated for each: {@code plain 5120} and so on.
 * The least of some rounds, since now and then one makes room in the queue for all later ones.
 */
public final class CostMain {
  private static final int WARM_UP = 800;
  private static final int MEASURED = 300;
  private static final int ROUNDS = 4;
  private static final int QUERIES = 20;
  private static final Logger LOG = LoggerFactory.getLogger(CostMain.class);

  private CostMain() {}

  /** A servlet that answers two bytes after some work. */
  private static final class Work extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient HikariDataSource pool;

    Work(HikariDataSource pool) {
      this.pool = pool;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (request.getServletPath()) {
        case "/queries" -> query();
        case "/line" -> LOG.info("Listed the widgets");
        default -> {
          // Nothing but the request.
        }
      }
      response.setContentLength(2);
      response.getOutputStream().print("ok");
    }

    private void query() throws IOException {
      try (Connection connection = pool.getConnection()) {
        for (int i = 0; i < QUERIES; i++) {
          try (PreparedStatement statement =
              connection.prepareStatement("select name from item where id = ?")) {
            statement.setInt(1, i);
            try (ResultSet row = statement.executeQuery()) {
              row.next();
            }
          }
        }
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:cost;DB_CLOSE_DELAY=-1");
    config.setUsername("sa");
    config.setMaximumPoolSize(2);
    HikariDataSource pool = new HikariDataSource(config);
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create table item (id int primary key, name varchar(40))");
      statement.execute("insert into item select x, 'item ' || x from system_range(0, 99)");
    }
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(arguments[0]);
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxThreads", "1");
    tomcat.getConnector().setProperty("minSpareThreads", "1");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", new File(arguments[0]).getPath());
    Wrapper work = Tomcat.addServlet(context, "work", new Work(pool));
    work.addMapping("/plain");
    work.addMapping("/queries");
    work.addMapping("/line");
    tomcat.start();
    try (Socket socket = new Socket("127.0.0.1", tomcat.getConnector().getLocalPort())) {
      socket.setTcpNoDelay(true);
      // The most spans first: then the queue has all the room that it will ever take.
      for (String path : new String[] {"queries", "plain", "line"}) {
        request(socket, path, WARM_UP);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
          long before = allocated();
          request(socket, path, MEASURED);
          least = Math.min(least, (allocated() - before) / MEASURED);
        }
        System.out.println(path + " " + least);
      }
    }
    tomcat.stop();
    tomcat.destroy();
    pool.close();
  }

  private static void request(Socket socket, String path, int times) throws IOException {
    byte[] request =
        ("GET /" + path + " HTTP/1.1\r\nHost: shop.example:8080\r\nUser-Agent: curl/8.5.0\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    for (int i = 0; i < times; i++) {
      socket.getOutputStream().write(request);
      int ends = 0;
      while (ends < 2) {
        int next = in.readUnsignedByte();
        ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
      }
      in.readUnsignedByte();
      in.readUnsignedByte();
    }
  }

  /** By the threads that serve requests. */
  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (ThreadInfo thread : threads.dumpAllThreads(false, false)) {
      if (thread.getThreadName().contains("-exec-")) {
        sum += threads.getThreadAllocatedBytes(thread.getThreadId());
      }
    }
    return sum;
  }
}
