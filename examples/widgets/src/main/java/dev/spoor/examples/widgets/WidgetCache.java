package dev.spoor.examples.widgets;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Text in Redis for some seconds. Never the only copy: a Redis that is down costs time, no more.
 */
@Component
class WidgetCache {

  private static final Logger LOG = LoggerFactory.getLogger(WidgetCache.class);
  private static final long SECONDS = 10;

  private final RedisClient redis;

  WidgetCache(RedisClient redis) {
    this.redis = redis;
  }

  Optional<String> find(String key) {
    try {
      return Optional.ofNullable(redis.get(key));
    } catch (JedisException e) {
      LOG.warn("Cache cannot be read: {}", e.toString());
      return Optional.empty();
    }
  }

  void keep(String key, String value) {
    try {
      redis.set(key, value, SetParams.setParams().ex(SECONDS));
    } catch (JedisException e) {
      LOG.warn("Cache cannot be written: {}", e.toString());
    }
  }
}
