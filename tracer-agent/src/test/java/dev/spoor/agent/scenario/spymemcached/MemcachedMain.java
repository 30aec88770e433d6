package dev.spoor.agent.scenario.spymemcached;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.spy.memcached.AddrUtil;
import net.spy.memcached.CASValue;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.OperationTimeoutException;
import net.spy.memcached.internal.GetFuture;
import net.spy.memcached.internal.OperationFuture;

/**
 * Memcached through whatever spymemcached is on the class path, by both protocols. Keys and values
 * hold a word that nobody may see. Before the last part the server is stopped from answering.
 */
public final class MemcachedMain {
  private static final String KEY = "secret-key:a";
  private static final String VALUE = "secret-value";

  private MemcachedMain() {}

  public static void main(String[] args) throws Exception {
    System.setProperty("net.spy.log.LoggerImpl", "net.spy.memcached.compat.log.SunLogger");
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.OFF);
    for (ConnectionFactoryBuilder.Protocol protocol : ConnectionFactoryBuilder.Protocol.values()) {
      MemcachedClient client =
          new MemcachedClient(
              new ConnectionFactoryBuilder()
                  .setProtocol(protocol)
                  .setDaemon(true)
                  .setOpTimeout(60_000)
                  .build(),
              AddrUtil.getAddresses("127.0.0.1:" + args[0]));
      waitedFor(client);
      notWaitedFor(client);
      refused(client);
      withinRequest(client);
      client.flush().get();
      client.shutdown();
    }
    System.out.println("stop");
    System.in.read();
    silent(args[0]);
    System.out.println("done");
  }

  private static void waitedFor(MemcachedClient client) throws Exception {
    require(client.get(KEY) == null);
    require(client.set(KEY, 60, VALUE).get());
    require(VALUE.equals(client.get(KEY)));
    require(!client.add(KEY, 60, VALUE).get());
    require(client.replace(KEY, 60, VALUE).get());
    CASValue<Object> value = client.gets(KEY);
    client.cas(KEY, value.getCas(), VALUE);
    require(client.append(value.getCas(), KEY, "-more").get() != null);
    require(client.prepend(value.getCas(), KEY, "more-").get() != null);
    require(client.getBulk(KEY, "secret-key:none").size() == 1);
    require(client.touch(KEY, 60).get());
    require(client.delete(KEY).get());
    require(client.set(KEY, 60, "41").get());
    require(client.incr(KEY, 1) == 42);
    require(client.decr(KEY, 1) == 41);
    require(client.asyncIncr(KEY, 1).get() == 42);
    require(client.delete(KEY).get());
  }

  /** Nobody waits for the future, only for what it tells its listener. */
  private static void notWaitedFor(MemcachedClient client) throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    GetFuture<Object> future = client.asyncGet(KEY);
    future.addListener(done -> told.countDown());
    require(told.await(60, TimeUnit.SECONDS));
  }

  private static void refused(MemcachedClient client) {
    try {
      client.get("secret".repeat(50));
      throw new IllegalStateException("no such key");
    } catch (IllegalArgumentException expected) {
      // As it should be.
    }
  }

  private static void withinRequest(MemcachedClient client) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          require(client.get(KEY) == null);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/")
        .toURL()
        .openStream()
        .close();
    server.stop(0);
  }

  private static void silent(String port) throws Exception {
    MemcachedClient client =
        new MemcachedClient(
            new ConnectionFactoryBuilder().setDaemon(true).setOpTimeout(50).build(),
            AddrUtil.getAddresses("127.0.0.1:" + port));
    for (Runnable call : List.<Runnable>of(() -> client.get(KEY), () -> client.incr(KEY, 1))) {
      try {
        call.run();
        throw new IllegalStateException("it answers");
      } catch (OperationTimeoutException expected) {
        // As it should be.
      }
    }
    OperationFuture<Boolean> cancelled = client.set(KEY, 60, VALUE);
    cancelled.cancel();
    client.shutdown();
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalStateException();
    }
  }
}
