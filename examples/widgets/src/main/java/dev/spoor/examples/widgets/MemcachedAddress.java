package dev.spoor.examples.widgets;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Where memcached is, as the add-ons of Heroku tell it: {@code MEMCACHEDCLOUD_SERVERS}, {@code
 * MEMCACHIER_SERVERS} or {@code MEMCACHE_SERVERS}, {@code host:port} separated by commas, and
 * beside it {@code _USERNAME} and {@code _PASSWORD} if the servers want a login. None of them means
 * that memcached is not used.
 */
record MemcachedAddress(
    List<InetSocketAddress> servers, @Nullable String user, @Nullable String password) {

  private static final int DEFAULT_PORT = 11211;

  static Optional<MemcachedAddress> from(Map<String, String> environment) {
    for (String addOn : new String[] {"MEMCACHEDCLOUD", "MEMCACHIER", "MEMCACHE"}) {
      String servers = environment.getOrDefault(addOn + "_SERVERS", "").strip();
      if (!servers.isEmpty()) {
        return Optional.of(
            new MemcachedAddress(
                servers(servers, addOn),
                text(environment, addOn + "_USERNAME"),
                text(environment, addOn + "_PASSWORD")));
      }
    }
    return Optional.empty();
  }

  private static List<InetSocketAddress> servers(String text, String addOn) {
    List<InetSocketAddress> servers = new ArrayList<>();
    for (String each : text.split("[,;\\s]+", -1)) {
      if (each.isEmpty() && !servers.isEmpty()) {
        continue;
      }
      // A scheme makes it a URL, which knows all about ports and brackets.
      UrlParts parts = UrlParts.parse("memcached://" + each);
      if (parts == null) {
        throw new StartFailure(addOn + "_SERVERS is not of the form host:11211,other:11211");
      }
      int port = parts.port() < 0 ? DEFAULT_PORT : parts.port();
      servers.add(InetSocketAddress.createUnresolved(parts.host(), port));
    }
    return List.copyOf(servers);
  }

  private static @Nullable String text(Map<String, String> environment, String name) {
    String text = environment.getOrDefault(name, "");
    return text.isEmpty() ? null : text;
  }

  /** Without the login. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(",");
    for (InetSocketAddress server : servers) {
      text.add(server.getHostString() + ":" + server.getPort());
    }
    return text.toString();
  }
}
