package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.sql.Statements;
import dev.spoor.kind.Database;
import java.sql.Connection;
import java.sql.Driver;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A driver opens a connection: notes where it goes, without the password. */
final class ConnectAdvice {
  private ConnectAdvice() {}

  static void after(
      @Nullable Connection connection, Driver self, String url, @Nullable Properties properties) {
    if (connection != null) {
      String user = properties == null ? null : properties.getProperty("user");
      Statements.opened(connection, Database.of(url, user));
    }
  }
}
