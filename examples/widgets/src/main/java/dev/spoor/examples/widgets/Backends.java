package dev.spoor.examples.widgets;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** Connections to what the application stands on; Spring closes them before the servers stop. */
@Configuration(proxyBeanMethods = false)
class Backends {

  @Bean
  HikariDataSource dataSource(LocalServers servers) {
    DatabaseAddress address = servers.database();
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("widgets");
    pool.setJdbcUrl(address.jdbcUrl());
    pool.setUsername(address.user());
    pool.setPassword(address.password());
    // Small database plans allow 20 connections in all.
    pool.setMaximumPoolSize(5);
    return pool;
  }

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

  /** Runs what {@code /widgets/async} hands over. */
  @Bean(destroyMethod = "shutdown")
  ExecutorService workers() {
    return Executors.newFixedThreadPool(2);
  }
}
