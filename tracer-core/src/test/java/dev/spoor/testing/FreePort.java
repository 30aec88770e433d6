package dev.spoor.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A port for a server that cannot choose one by itself. Somebody else may take it before the server
 * does, so one that can be told "any port" is better told that.
 */
public final class FreePort {
  private FreePort() {}

  /** A port of the loopback address at which nobody listened just now. */
  public static int find() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
