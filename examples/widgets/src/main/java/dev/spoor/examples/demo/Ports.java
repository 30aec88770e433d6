package dev.spoor.examples.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Finds ports that nobody listens on. */
final class Ports {

  private Ports() {}

  /** Returns the port that is wanted, or any free one where that is taken. */
  static int freeOr(int wanted) throws IOException {
    return isTaken(wanted) ? any() : wanted;
  }

  /** Binding alone tells not enough: beside a listener on all addresses it can succeed. */
  private static boolean isTaken(int port) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(loopback, port), 500);
      return true;
    } catch (IOException e) {
      // nobody answers; it may be taken all the same
    }
    try (ServerSocket socket = new ServerSocket(port, 1, loopback)) {
      return !socket.isBound();
    } catch (IOException e) {
      return true;
    }
  }

  /** The same for datagrams; the one that is wanted where none can be had. */
  static int freeForDatagramsOr(int wanted) {
    for (int port : new int[] {wanted, 0}) {
      try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // the next, then
      }
    }
    return wanted;
  }

  private static int any() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
