package dev.spoor.testing;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real memcached on a free port of the loopback address, where the machine has one: no Maven
 * artifact brings it. Close it.
 */
public final class MemcachedServer implements AutoCloseable {
  /** Why a test is skipped that needs one. */
  public static final String ABSENT =
      "skipped: there is no memcached on this machine (Debian package memcached)";

  private static final int ATTEMPTS = 3;
  private static final long START_SECONDS = 30;

  private final Process process;
  private final int port;

  private MemcachedServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one, with further options for it.
   *
   * @return nothing, and one line on standard output, where no memcached is installed
   */
  public static Optional<MemcachedServer> start(String... options)
      throws IOException, InterruptedException {
    Path binary = find();
    if (binary == null) {
      System.out.println(ABSENT);
      return Optional.empty();
    }
    // Somebody else may take the free port before the server does.
    for (int i = 0; i < ATTEMPTS; i++) {
      MemcachedServer server = startOnce(binary, options);
      if (server.awaitUp()) {
        return Optional.of(server);
      }
      server.close();
    }
    throw new IOException(binary + " does not start");
  }

  private static Path find() {
    String path = System.getenv("PATH") == null ? "" : System.getenv("PATH");
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path binary = Path.of(folder, "memcached");
      if (Files.isExecutable(binary)) {
        return binary;
      }
    }
    return null;
  }

  private static MemcachedServer startOnce(Path binary, String... options) throws IOException {
    int port = FreePort.find();
    List<String> command =
        new ArrayList<>(List.of(binary.toString(), "-l", "127.0.0.1", "-p", "" + port, "-m", "8"));
    // Heeded by root only, as whom it would not run.
    command.addAll(List.of("-u", "nobody"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    return new MemcachedServer(process, port);
  }

  private boolean awaitUp() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (process.isAlive() && System.nanoTime() < end) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return process.isAlive();
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    return false;
  }

  public int port() {
    return port;
  }

  /** Stops it from answering, with its connections open, until {@link #resume}. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Ends it at once; its clients find their connections closed. */
  public void stop() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    stop();
  }
}
