package dev.spoor.examples.widgets;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The release step: brings the database up to date before processes of the new version start. If it
 * fails the new version does not start at all.
 */
final class Release {

  private static final Logger LOG = LoggerFactory.getLogger(Release.class);

  private Release() {}

  /**
   * @throws StartFailure when there is no database to bring up to date, or that fails
   */
  static void run(Settings settings) {
    DatabaseAddress address =
        settings
            .database()
            .orElseThrow(() -> new StartFailure("release needs DATABASE_URL: whose tables?"));
    Properties login = new Properties();
    if (address.user() != null) {
      login.setProperty("user", address.user());
    }
    if (address.password() != null) {
      login.setProperty("password", address.password());
    }
    try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), login)) {
      int steps = Schema.migrate(connection);
      LOG.atInfo().addKeyValue("steps", steps).log("Brought the database up to date");
    } catch (SQLException e) {
      throw new StartFailure("the database cannot be brought up to date: " + e.getMessage(), e);
    }
  }
}
