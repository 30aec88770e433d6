package dev.spoor.examples.widgets;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.auth.AuthDescriptor;
import net.spy.memcached.auth.PlainCallbackHandler;
import net.spy.memcached.compat.log.SLF4JLogger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies in memcached. */
final class MemcachedCache implements TextCache, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MemcachedCache.class);
  private static final long TIMEOUT_MILLIS = 500;

  private final MemcachedClient client;

  private MemcachedCache(MemcachedClient client) {
    this.client = client;
  }

  static MemcachedCache connect(MemcachedAddress address) {
    // Else the client prints its own lines on stderr.
    System.setProperty("net.spy.log.LoggerImpl", SLF4JLogger.class.getName());
    ConnectionFactoryBuilder settings =
        new ConnectionFactoryBuilder()
            // Only the binary protocol has logins, and a deadline is better than a queue.
            .setProtocol(ConnectionFactoryBuilder.Protocol.BINARY)
            .setFailureMode(FailureMode.Cancel)
            .setDaemon(true)
            .setOpTimeout(TIMEOUT_MILLIS);
    if (address.user() != null && address.password() != null) {
      settings.setAuthDescriptor(
          new AuthDescriptor(
              new String[] {"PLAIN"},
              new PlainCallbackHandler(address.user(), address.password())));
    }
    List<InetSocketAddress> servers = new ArrayList<>();
    for (InetSocketAddress server : address.servers()) {
      servers.add(new InetSocketAddress(server.getHostString(), server.getPort()));
    }
    try {
      return new MemcachedCache(new MemcachedClient(settings.build(), servers));
    } catch (IOException | RuntimeException e) {
      throw new StartFailure("no way to memcached at " + address + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<String> find(String key) {
    try {
      return Optional.ofNullable((String) client.get(key));
    } catch (RuntimeException e) {
      LOG.warn("Cache cannot be read: {}", e.toString());
      return Optional.empty();
    }
  }

  /** Waits for no answer: whether the copy is there shows when it is looked for. */
  @Override
  public void keep(String key, String value) {
    try {
      Future<Boolean> ignored = client.set(key, SECONDS, value);
    } catch (RuntimeException e) {
      LOG.warn("Cache cannot be written: {}", e.toString());
    }
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
