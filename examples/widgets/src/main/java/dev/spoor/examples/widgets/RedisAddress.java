package dev.spoor.examples.widgets;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is: {@code REDIS_URL}, {@code redis://[user][:password]@host[:port][/database]}, or
 * {@code rediss://} for TLS.
 */
record RedisAddress(
    String host,
    int port,
    @Nullable String user,
    @Nullable String password,
    int database,
    boolean tls) {

  private static final int DEFAULT_PORT = 6379;

  static Optional<RedisAddress> from(Map<String, String> environment) {
    String url = environment.getOrDefault("REDIS_URL", "").strip();
    return url.isEmpty() ? Optional.empty() : Optional.of(ofUrl(url));
  }

  static RedisAddress ofUrl(String url) {
    UrlParts parts = UrlParts.parse(url);
    if (parts == null
        || !(parts.scheme().equals("redis") || parts.scheme().equals("rediss"))
        || !parts.path().matches("\\d{0,4}")) {
      throw new StartFailure("REDIS_URL is not of the form redis://:password@host:6379/0");
    }
    return new RedisAddress(
        parts.host(),
        parts.port() < 0 ? DEFAULT_PORT : parts.port(),
        parts.user(),
        parts.password(),
        parts.path().isEmpty() ? 0 : Integer.parseInt(parts.path()),
        parts.scheme().equals("rediss"));
  }

  /** Without the login. */
  @Override
  public String toString() {
    return (tls ? "rediss://" : "redis://") + host + ":" + port + "/" + database;
  }
}
