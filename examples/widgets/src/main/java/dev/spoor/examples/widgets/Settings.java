package dev.spoor.examples.widgets;

import java.util.Map;
import java.util.Optional;

/**
 * What the environment says: {@code PORT}, {@code JDBC_DATABASE_URL} or {@code DATABASE_URL},
 * {@code REDIS_URL}, {@code MEMCACHEDCLOUD_SERVERS} or {@code MEMCACHE_SERVERS}. An empty variable
 * counts as unset. Without an address of PostgreSQL or Redis a server is started here, see {@link
 * LocalServers}; without one of memcached Redis does its work.
 */
record Settings(
    int port,
    Optional<DatabaseAddress> database,
    Optional<RedisAddress> redis,
    Optional<MemcachedAddress> memcached) {

  private static final int DEFAULT_PORT = 8080;

  /**
   * @throws StartFailure when an address is given and cannot be read: falling back to an empty
   *     local database would only look as if it worked
   */
  static Settings from(Map<String, String> environment) {
    return new Settings(
        port(environment.getOrDefault("PORT", "")),
        DatabaseAddress.from(environment),
        RedisAddress.from(environment),
        MemcachedAddress.from(environment));
  }

  private static int port(String text) {
    if (text.isBlank()) {
      return DEFAULT_PORT;
    }
    try {
      int port = Integer.parseInt(text.strip());
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // told below, together with numbers out of range
    }
    System.err.println("widgets: PORT is not a number from 0 to 65535, using " + DEFAULT_PORT);
    return DEFAULT_PORT;
  }
}
