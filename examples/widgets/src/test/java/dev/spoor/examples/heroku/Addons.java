package dev.spoor.examples.heroku;

import dev.spoor.testing.FreePort;
import dev.spoor.testing.MemcachedServer;
import dev.spoor.testing.SaslLogin;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/**
 * Heroku's add-ons: real PostgreSQL, Redis and memcached with a password each, and the config vars
 * that name them; memcached without a password, or none, where the machine has no other. Close it.
 */
final class Addons implements AutoCloseable {
  /** Stands in every login, and so must stand in nothing that anybody can read. */
  static final String PASSWORD = "s3cr3t-of-the-addon";

  private final EmbeddedPostgres postgres;
  private final RedisServer redis;
  private final int redisPort;
  private final SaslLogin login;
  private final Optional<MemcachedServer> withLogin;
  private final Optional<MemcachedServer> memcached;

  private Addons(EmbeddedPostgres postgres, RedisServer redis, int redisPort)
      throws IOException, InterruptedException {
    this.postgres = postgres;
    this.redis = redis;
    this.redisPort = redisPort;
    this.login = SaslLogin.start("memcached", "mc1a2b3", PASSWORD);
    this.withLogin = MemcachedServer.start(login);
    this.memcached = withLogin.isPresent() ? withLogin : MemcachedServer.start();
  }

  static Addons start(Path folder) throws IOException, InterruptedException, SQLException {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("fsync", "off")
            .setOutputRedirector(Redirect.DISCARD)
            .setErrorRedirector(Redirect.DISCARD)
            .start();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE shop LOGIN SUPERUSER PASSWORD '" + PASSWORD + "'");
      statement.execute("CREATE DATABASE shelf OWNER shop");
    }
    int port = FreePort.find();
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
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--requirepass",
                PASSWORD),
            false);
    redis.start();
    return new Addons(postgres, redis, port);
  }

  /** The variables as Heroku sets them. */
  Map<String, String> config() {
    Map<String, String> config = new LinkedHashMap<>();
    config.put(
        "DATABASE_URL",
        "postgres://shop:" + PASSWORD + "@127.0.0.1:" + postgres.getPort() + "/shelf");
    config.put("REDIS_URL", "redis://:" + PASSWORD + "@127.0.0.1:" + redisPort);
    memcached.ifPresent(
        server -> config.put("MEMCACHEDCLOUD_SERVERS", "127.0.0.1:" + server.port()));
    withLogin.ifPresent(
        server -> {
          config.put("MEMCACHEDCLOUD_USERNAME", login.user);
          config.put("MEMCACHEDCLOUD_PASSWORD", login.password);
        });
    return config;
  }

  boolean hasMemcached() {
    return memcached.isPresent();
  }

  @Override
  public void close() throws IOException {
    memcached.ifPresent(MemcachedServer::close);
    login.close();
    redis.stop();
    postgres.close();
  }
}
