package dev.spoor.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Who may log in to a server that leaves the question to the system's SASL library: one user with
 * one password. It stands in for {@code saslauthd}, which that library asks over a unix socket; the
 * server and the library are real. Close it.
 *
 * <p>A question is four texts, user, password, service and realm, each behind its length in two
 * bytes; the answer is one such text, {@code OK} or {@code NO}.
 */
public final class SaslLogin implements AutoCloseable {
  private static final String SOCKET = "mux";

  public final String user;
  public final String password;
  private final Path folder;
  private final ServerSocketChannel socket;

  private SaslLogin(String user, String password, Path folder, ServerSocketChannel socket) {
    this.user = user;
    this.password = password;
    this.folder = folder;
    this.socket = socket;
  }

  /**
   * Begins to answer, and writes the library's settings for the server of that name.
   *
   * @param server name under which the server asks, such as {@code memcached}
   */
  public static SaslLogin start(String server, String user, String password) throws IOException {
    // A short path, since sockets have no room for long ones; servers may run as nobody.
    Path folder = Files.createTempDirectory("sasl");
    open(folder);
    Path path = folder.resolve(SOCKET);
    Files.writeString(
        folder.resolve(server + ".conf"),
        "mech_list: plain\npwcheck_method: saslauthd\nsaslauthd_path: " + path + "\n");
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(path));
    open(path);
    SaslLogin login = new SaslLogin(user, password, folder, socket);
    Thread thread = new Thread(login::answerAll, "sasl-login");
    thread.setDaemon(true);
    thread.start();
    return login;
  }

  private static void open(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private void answerAll() {
    while (socket.isOpen()) {
      try (SocketChannel asked = socket.accept()) {
        DataInputStream in = new DataInputStream(Channels.newInputStream(asked));
        boolean right = text(in).equals(user) & text(in).equals(password);
        text(in);
        text(in);
        DataOutputStream out = new DataOutputStream(Channels.newOutputStream(asked));
        out.writeUTF(right ? "OK" : "NO");
      } catch (IOException e) {
        // Closed, or whoever asked has gone.
      }
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
  }

  /** What the server's environment must have as {@code SASL_CONF_PATH}. */
  String configuration() {
    return folder.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
