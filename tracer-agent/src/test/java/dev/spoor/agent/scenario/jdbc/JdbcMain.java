package dev.spoor.agent.scenario.jdbc;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Every way to run a statement, directly and through a pool. Each statement names its case as a
 * column, and holds a literal that nobody may see.
 */
public final class JdbcMain {
  private static final String URL = "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1";

  private JdbcMain() {}

  public static void main(String[] args) throws Exception {
    try (Connection driver = DriverManager.getConnection(URL, "sa", "")) {
      driver.createStatement().execute("create table t(id int primary key, a varchar)");
      run("driver", driver);
    }
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(URL);
    source.setUser("sa");
    try (Connection own = source.getConnection()) {
      run("source", own);
      handedOver("own", own);
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(URL);
    config.setUsername("sa");
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      try (Connection pooled = pool.getConnection()) {
        run("pool", pooled);
        unwrapped(pooled);
        handedOver("pooled", pooled);
      }
      withinRequest(pool);
    }
    System.out.println("done");
  }

  private static void run(String way, Connection c) throws SQLException {
    plain(way, c);
    prepared(way, c);
    batches(way, c);
    failures(way, c);
    c.createStatement().execute("delete from t");
  }

  private static String select(String way, String name) {
    return "select 'secret-4711' as " + way + "_" + name;
  }

  private static String insert(String way, String name, int id) {
    return "insert into t select " + id + ", 'secret-4711' as " + way + "_" + name;
  }

  private static void plain(String way, Connection c) throws SQLException {
    try (Statement s = c.createStatement()) {
      s.execute(select(way, "execute"));
      try (ResultSet rows = s.executeQuery(select(way, "query"))) {
        rows.next();
        rows.getString(1);
      }
      s.executeUpdate(insert(way, "update", 1));
      s.executeUpdate(insert(way, "keys", 2), Statement.RETURN_GENERATED_KEYS);
      s.getGeneratedKeys().close();
      s.executeUpdate(insert(way, "indexes", 3), new int[] {1});
      s.executeUpdate(insert(way, "names", 4), new String[] {"ID"});
      s.executeLargeUpdate(insert(way, "large", 5));
      s.execute(insert(way, "execute_keys", 6), Statement.RETURN_GENERATED_KEYS);
    }
    try (Statement s =
        c.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
      s.executeQuery(select(way, "scroll")).close();
    }
  }

  private static void prepared(String way, Connection c) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(select(way, "p_query") + " where 1 = ?")) {
      for (int i = 0; i < 2; i++) {
        s.setInt(1, 4711);
        s.executeQuery().close();
      }
    }
    try (PreparedStatement s = c.prepareStatement(select(way, "p_execute"))) {
      s.execute();
    }
    try (PreparedStatement s =
        c.prepareStatement(insert(way, "p_update", 11), Statement.RETURN_GENERATED_KEYS)) {
      s.executeUpdate();
    }
    try (PreparedStatement s =
        c.prepareStatement(insert(way, "p_large", 12), new String[] {"ID"})) {
      s.executeLargeUpdate();
    }
    try (CallableStatement s = c.prepareCall(select(way, "call"))) {
      s.execute();
    }
  }

  private static void batches(String way, Connection c) throws SQLException {
    try (Statement s = c.createStatement()) {
      s.addBatch(insert(way, "cleared", 20));
      s.clearBatch();
      s.addBatch(insert(way, "batch", 21));
      s.addBatch(insert(way, "second", 22));
      s.executeBatch();
      s.addBatch(insert(way, "large_batch", 23));
      s.executeLargeBatch();
    }
    try (PreparedStatement s =
        c.prepareStatement("insert into t select ?, 'secret-4711' as " + way + "_p_batch")) {
      for (int i = 0; i < 3; i++) {
        s.setInt(1, 30 + i);
        s.addBatch();
      }
      s.executeBatch();
    }
  }

  private static void failures(String way, Connection c) throws SQLException {
    try (Statement s = c.createStatement()) {
      s.executeQuery("select 'secret-4711' as " + way + "_broken from nowhere where id = 4711");
    } catch (SQLException expected) {
      require(expected.getMessage().contains("secret-4711"), "the message is the driver's");
    }
    try (PreparedStatement s =
        c.prepareStatement("insert into t select ?, 'x' as " + way + "_p_broken")) {
      s.setInt(1, 1);
      s.executeUpdate();
      throw new IllegalStateException("a key was taken twice");
    } catch (SQLException expected) {
      // A key that is there already.
    }
    Statement closed = c.createStatement();
    closed.close();
    try {
      closed.execute(select(way, "closed"));
      throw new IllegalStateException("it was closed");
    } catch (SQLException expected) {
      // As it should be.
    }
  }

  private static void unwrapped(Connection pooled) throws SQLException {
    try (Statement s = pooled.unwrap(org.h2.jdbc.JdbcConnection.class).createStatement()) {
      s.execute(select("unwrapped", "connection"));
    }
    try (PreparedStatement s = pooled.prepareStatement(select("unwrapped", "statement"))) {
      s.unwrap(org.h2.jdbc.JdbcPreparedStatement.class).execute();
    }
  }

  /** Statements that are prepared side by side, and run on other threads than they were made on. */
  private static void handedOver(String way, Connection c) throws Exception {
    PreparedStatement first = c.prepareStatement(select(way, "first"));
    PreparedStatement second = c.prepareStatement(select(way, "second"));
    PreparedStatement newest = c.prepareStatement(select(way, "newest"));
    runElsewhere(first, newest);
    second.execute();
    first.close();
    newest.close();
    second.close();
    PreparedStatement[] left = new PreparedStatement[1];
    Thread maker =
        new Thread(
            () -> {
              try {
                left[0] = c.prepareStatement(select(way, "left"));
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    maker.start();
    maker.join();
    left[0].execute();
    left[0].close();
  }

  private static void runElsewhere(PreparedStatement... statements) throws InterruptedException {
    Thread runner =
        new Thread(
            () -> {
              for (PreparedStatement each : statements) {
                try {
                  each.execute();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
    runner.start();
    runner.join();
  }

  private static void withinRequest(HikariDataSource pool) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (Connection c = pool.getConnection();
              Statement s = c.createStatement()) {
            s.execute(select("request", "one"));
            s.execute(select("request", "two"));
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/")
          .toURL()
          .openStream()
          .close();
    } finally {
      server.stop(0);
    }
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException(what);
    }
  }
}
