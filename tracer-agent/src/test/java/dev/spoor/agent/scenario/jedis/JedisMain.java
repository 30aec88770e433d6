package dev.spoor.agent.scenario.jedis;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Redis through whatever Jedis is on the class path, from 2 on. Keys and values hold a word that
 * nobody may see. Each part ends with a PING, so that a reader knows where it ends.
 */
public final class JedisMain {
  private JedisMain() {}

  @SuppressWarnings("deprecation") // the pool's name has changed, from 2 on it is the only one
  public static void main(String[] args) throws Exception {
    String host = args[0];
    int port = Integer.parseInt(args[1]);
    try (Jedis jedis = new Jedis(host, port)) {
      jedis.ping();
      commands(jedis);
      jedis.ping();
      failures(jedis);
      jedis.ping();
      pipelines(jedis);
      jedis.ping();
      transactions(jedis);
      jedis.ping();
    }
    try (JedisPool pool = new JedisPool(host, port)) {
      for (int i = 0; i < 2; i++) {
        try (Jedis jedis = pool.getResource()) {
          jedis.incr("secret-key:counter");
        }
      }
    }
    try (Jedis nobody = new Jedis(host, 1)) {
      nobody.echo("secret");
      throw new IllegalStateException("somebody listens on port 1");
    } catch (RuntimeException expected) {
      System.out.println("refused " + expected.getClass().getName());
    }
    System.out.println("done");
  }

  private static void commands(Jedis jedis) {
    jedis.set("secret-key:a", "secret-value");
    require(jedis.get("secret-key:a").equals("secret-value"));
    jedis.get("secret-key:a".getBytes());
    jedis.lpush("secret-key:list", "secret-value");
    jedis.blpop(1, "secret-key:list");
    jedis.eval("return ARGV[1]", 0, "secret-value");
    jedis.del("secret-key:a");
  }

  private static void failures(Jedis jedis) {
    jedis.set("secret-key:text", "secret-value");
    try {
      jedis.lpop("secret-key:text");
      throw new IllegalStateException("no list");
    } catch (JedisDataException expected) {
      require(expected.getMessage().contains("WRONGTYPE"));
    }
    try {
      jedis.eval("return redis.call('nonsense', 'secret-value')", 0);
      throw new IllegalStateException("no command");
    } catch (JedisDataException expected) {
      // As it should be.
    }
  }

  private static void pipelines(Jedis jedis) throws Exception {
    Pipeline pipeline = jedis.pipelined();
    pipeline.set("secret-key:p", "secret-value");
    pipeline.get("secret-key:p");
    pipeline.sync();
    // Nothing is left to do: no span.
    pipeline.sync();
    pipeline.close();
    Pipeline all = jedis.pipelined();
    all.get("secret-key:p");
    require(all.syncAndReturnAll().size() == 1);
    try (Pipeline closed = jedis.pipelined()) {
      closed.get("secret-key:p");
    }
  }

  private static void transactions(Jedis jedis) throws Exception {
    Transaction transaction = jedis.multi();
    transaction.set("secret-key:t", "secret-value");
    transaction.get("secret-key:t");
    require(transaction.exec().size() == 2);
    Transaction discarded = jedis.multi();
    discarded.get("secret-key:t");
    discarded.discard();
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalStateException();
    }
  }
}
