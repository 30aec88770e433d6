package dev.spoor.examples.widgets;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** A PostgreSQL server of our own, on a free port of the loopback address. */
final class LocalPostgres implements AutoCloseable {

  private final EmbeddedPostgres server;

  private LocalPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Takes about a second; the first time on a machine some seconds more, to unpack the binaries
   * into the temporary folder, where they stay. The data directory beside them goes at {@link
   * #close}.
   */
  static LocalPostgres start() {
    try {
      return new LocalPostgres(
          EmbeddedPostgres.builder()
              .setCleanDataDirectory(true)
              // The application stops it in the right order, after its connections.
              .setRegisterShutdownHook(false)
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("shared_buffers", "16MB")
              .setServerConfig("max_connections", "20")
              // Its data are thrown away, so nothing is lost without these.
              .setServerConfig("fsync", "off")
              .setServerConfig("full_page_writes", "off")
              .setOutputRedirector(Redirect.DISCARD)
              .setErrorRedirector(Redirect.DISCARD)
              .start());
    } catch (IOException | RuntimeException e) {
      throw new StartFailure(
          "no PostgreSQL can be started on this machine ("
              + e.getMessage()
              + "); set DATABASE_URL=postgres://user:password@host:5432/database to use another",
          e);
    }
  }

  DatabaseAddress address() {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres", null);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
