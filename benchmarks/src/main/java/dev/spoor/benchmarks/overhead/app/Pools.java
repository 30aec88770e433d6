package dev.spoor.benchmarks.overhead.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import redis.clients.jedis.RedisClient;

/** The connections of the application. Thread safe; open as long as the process lives. */
record Pools(DataSource postgres, DataSource h2, RedisClient redis) {
  private static final int CONNECTIONS = 4;

  static Pools open() throws SQLException {
    DataSource postgres = pool("postgres", System.getProperty("overhead.postgres", ""), "postgres");
    DataSource h2 = pool("h2", "jdbc:h2:mem:overhead;DB_CLOSE_DELAY=-1", "sa");
    fill(h2);
    RedisClient redis = RedisClient.create("127.0.0.1", Integer.getInteger("overhead.redis", 6379));
    return new Pools(postgres, h2, redis);
  }

  private static DataSource pool(String name, String url, String user) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword("");
    config.setMaximumPoolSize(CONNECTIONS);
    return new HikariDataSource(config);
  }

  private static void fill(DataSource h2) throws SQLException {
    try (Connection connection = h2.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table item (id int primary key, name varchar(40))");
      statement.execute("insert into item select x, 'item ' || x from system_range(0, 99)");
    }
  }
}
