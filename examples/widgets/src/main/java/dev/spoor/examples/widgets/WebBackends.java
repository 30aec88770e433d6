package dev.spoor.examples.widgets;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** What requests need and the worker does not. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class WebBackends {

  @Bean
  RedisClient redis(LocalServers servers) {
    RedisAddress address = servers.redis();
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .user(address.user())
            .password(address.password())
            .database(address.database())
            .timeoutMillis(2_000);
    if (address.tls()) {
      // Heroku's Redis shows a self-signed chain, which nothing on this side could verify.
      config.sslOptions(SslOptions.builder().sslVerifyMode(SslVerifyMode.INSECURE).build());
    }
    return RedisClient.builder()
        .hostAndPort(address.host(), address.port())
        .clientConfig(config.build())
        .build();
  }

  /** Keeps lists of widgets. */
  @Bean
  RedisCache lists(RedisClient redis) {
    return new RedisCache(redis);
  }

  /** Keeps single widgets: in memcached where there is one, else in Redis as well. */
  @Bean
  TextCache singles(Settings settings, RedisCache lists) {
    return settings.memcached().<TextCache>map(MemcachedCache::connect).orElse(lists);
  }

  /** Runs what {@code /widgets/async} hands over. */
  @Bean(destroyMethod = "shutdown")
  ExecutorService workers() {
    return Executors.newFixedThreadPool(2);
  }
}
