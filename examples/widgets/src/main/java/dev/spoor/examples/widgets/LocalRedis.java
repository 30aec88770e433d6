package dev.spoor.examples.widgets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/** A Redis server of our own, on a free port of the loopback address, which writes no files. */
final class LocalRedis implements AutoCloseable {

  private static final int ATTEMPTS = 3;

  private final RedisServer server;
  private final int port;
  private final Path folder;

  private LocalRedis(RedisServer server, int port, Path folder) {
    this.server = server;
    this.port = port;
    this.folder = folder;
  }

  static LocalRedis start() {
    IOException last = new IOException("not tried");
    // Somebody else may take the free port before the server does.
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        return startOnce();
      } catch (IOException e) {
        last = e;
      } catch (RuntimeException e) {
        throw failure(e);
      }
    }
    throw failure(last);
  }

  private static LocalRedis startOnce() throws IOException {
    Path folder = Files.createTempDirectory("widgets-redis");
    int port = freePort();
    try {
      String binary =
          ExecutableProvider.newJarResourceProvider(folder.toFile()).get().getAbsolutePath();
      RedisServer server =
          new RedisServer(
              port,
              List.of(
                  binary,
                  "--bind",
                  "127.0.0.1",
                  "--port",
                  String.valueOf(port),
                  "--dir",
                  folder.toString(),
                  "--save",
                  ""),
              // Shutting down needs no waiting for anything.
              false);
      server.start();
      return new LocalRedis(server, port, folder);
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  RedisAddress address() {
    return new RedisAddress("127.0.0.1", port, null, null, 0, false);
  }

  @Override
  public void close() throws IOException {
    server.stop();
    delete(folder);
  }

  private static StartFailure failure(Exception cause) {
    return new StartFailure(
        "no Redis can be started on this machine ("
            + cause.getMessage()
            + "); set REDIS_URL=redis://:password@host:6379 to use another",
        cause);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
