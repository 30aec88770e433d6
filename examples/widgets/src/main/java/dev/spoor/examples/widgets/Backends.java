package dev.spoor.examples.widgets;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database, for every process; Spring closes its connections before the server stops. */
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
    try (Connection connection = pool.getConnection()) {
      Schema.migrate(connection);
    } catch (SQLException | RuntimeException e) {
      pool.close();
      throw new StartFailure("the database cannot be used: " + e.getMessage(), e);
    }
    return pool;
  }
}
