package dev.spoor.benchmarks.overhead;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/** One PostgreSQL and one Redis, shared by all contenders, with the data that the routes read. */
final class Backends implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final RedisServer redis;
  private final Path redisFolder;
  private final int redisPort;

  private Backends(EmbeddedPostgres postgres, RedisServer redis, Path redisFolder, int redisPort) {
    this.postgres = postgres;
    this.redis = redis;
    this.redisFolder = redisFolder;
    this.redisPort = redisPort;
  }

  static Backends start() throws IOException, SQLException {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("max_connections", "100")
            .setServerConfig("fsync", "off")
            .setOutputRedirector(Redirect.DISCARD)
            .setErrorRedirector(Redirect.DISCARD)
            .start();
    Path folder = Files.createTempDirectory("overhead-redis");
    int port = Ports.free();
    String binary =
        ExecutableProvider.newJarResourceProvider(folder.toFile()).get().getAbsolutePath();
    RedisServer redis =
        new RedisServer(
            port,
            List.of(
                binary,
                "--bind",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--save",
                "",
                "--dir",
                folder.toString()),
            false);
    redis.start();
    Backends backends = new Backends(postgres, redis, folder, port);
    backends.fill();
    return backends;
  }

  String postgresUrl() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
  }

  /** A database of its own for the example, which creates its tables itself. */
  String widgetsUrl() {
    return "postgres://postgres@127.0.0.1:" + postgres.getPort() + "/shelf";
  }

  int redisPort() {
    return redisPort;
  }

  private void fill() throws IOException, SQLException {
    try (Connection connection = DriverManager.getConnection(postgresUrl(), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table widget (id int primary key, name varchar(40) not null, price int not null)");
      statement.execute(
          "insert into widget select x, 'widget ' || x, x * 7 % 1000 from generate_series(1, 100) x");
      statement.execute("analyze widget");
      statement.execute("create database shelf");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
      socket
          .getOutputStream()
          .write("SET widgets:offer half-price\r\n".getBytes(StandardCharsets.ISO_8859_1));
      if (socket.getInputStream().read() != '+') {
        throw new IOException("Redis did not take the offer");
      }
    }
  }

  @Override
  public void close() throws IOException {
    redis.stop();
    postgres.close();
    Folders.delete(redisFolder);
  }
}
