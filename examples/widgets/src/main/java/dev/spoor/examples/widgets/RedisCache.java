package dev.spoor.examples.widgets;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/** Copies in Redis. */
final class RedisCache implements TextCache {

  private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);

  private final RedisClient redis;

  RedisCache(RedisClient redis) {
    this.redis = redis;
  }

  @Override
  public Optional<String> find(String key) {
    try {
      return Optional.ofNullable(redis.get(key));
    } catch (JedisException e) {
      LOG.warn("Cache cannot be read: {}", e.toString());
      return Optional.empty();
    }
  }

  @Override
  public void keep(String key, String value) {
    try {
      redis.set(key, value, SetParams.setParams().ex(SECONDS));
    } catch (JedisException e) {
      LOG.warn("Cache cannot be written: {}", e.toString());
    }
  }
}
