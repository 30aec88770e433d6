package dev.spoor.testing;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real memcached on a free port of the loopback address, where the machine has one: no Maven
 * artifact brings it. Close it.
 */
public final class MemcachedServer implements AutoCloseable {
  /** Why a test is skipped that needs one. */
  public static final String ABSENT =
      "skipped: there is no memcached on this machine (Debian package memcached)";

  /** Why a test is skipped that needs one with logins. */
  public static final String NO_LOGINS =
      "skipped: the memcached on this machine, if any, knows no SASL, or has no mechanism PLAIN";

  private static final int ATTEMPTS = 3;
  private static final long START_SECONDS = 30;

  /** Of the binary protocol: bytes of a header, where it has the body's length, and a command. */
  private static final int HEADER = 24;

  private static final int BODY_LENGTH = 8;
  private static final byte LIST_MECHANISMS = 0x20;

  private final Process process;
  private final int port;

  private MemcachedServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @return nothing, and one line on standard output, where no memcached is installed
   */
  public static Optional<MemcachedServer> start() throws IOException, InterruptedException {
    Path binary = find();
    if (binary == null) {
      System.out.println(ABSENT);
      return Optional.empty();
    }
    return Optional.of(start(binary, null));
  }

  /**
   * Starts one that serves nobody without that login, which SASL's mechanism PLAIN carries.
   *
   * @return nothing, and one line on standard output, where no memcached can do that
   */
  public static Optional<MemcachedServer> start(SaslLogin login)
      throws IOException, InterruptedException {
    Path binary = find();
    if (binary != null && help(binary).contains("--enable-sasl")) {
      MemcachedServer server = start(binary, login);
      if (server.mechanisms().contains("PLAIN")) {
        return Optional.of(server);
      }
      server.close();
    }
    System.out.println(NO_LOGINS);
    return Optional.empty();
  }

  private static String help(Path binary) throws IOException {
    Process process = new ProcessBuilder(binary.toString(), "-h").start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What the server says to the binary protocol's question for its SASL mechanisms. */
  private String mechanisms() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] question = new byte[HEADER];
      question[0] = (byte) 0x80;
      question[1] = LIST_MECHANISMS;
      socket.getOutputStream().write(question);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER));
      return new String(in.readNBytes(header.getInt(BODY_LENGTH)), StandardCharsets.US_ASCII);
    }
  }

  private static MemcachedServer start(Path binary, @Nullable SaslLogin login)
      throws IOException, InterruptedException {
    // Somebody else may take the free port before the server does.
    for (int i = 0; i < ATTEMPTS; i++) {
      MemcachedServer server = startOnce(binary, login);
      if (server.awaitUp()) {
        return server;
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

  private static MemcachedServer startOnce(Path binary, @Nullable SaslLogin login)
      throws IOException {
    int port = FreePort.find();
    List<String> command =
        new ArrayList<>(List.of(binary.toString(), "-l", "127.0.0.1", "-p", "" + port, "-m", "8"));
    // Heeded by root only, as whom it would not run.
    command.addAll(List.of("-u", "nobody"));
    ProcessBuilder server =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    if (login != null) {
      command.add("-S");
      server.environment().put("SASL_CONF_PATH", login.configuration());
    }
    return new MemcachedServer(server.start(), port);
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
