package dev.spoor.localagent.metrics;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Listens for DogStatsD over UDP, on a thread of its own. What it is sent may be anything; a
 * datagram costs time in proportion to its length.
 */
public final class StatsdServer implements AutoCloseable {
  private static final int MAX_DATAGRAM = 65_536;

  private final DatagramSocket socket;
  private final Consumer<String> lines;

  private StatsdServer(DatagramSocket socket, Consumer<String> lines) {
    this.socket = socket;
    this.lines = lines;
  }

  /**
   * Starts listening.
   *
   * @param lines gets each line that is not empty, without its end
   * @throws IOException if the port is taken
   */
  public static StatsdServer start(InetSocketAddress address, Consumer<String> lines)
      throws IOException {
    StatsdServer server = new StatsdServer(new DatagramSocket(address), lines);
    Thread thread = new Thread(server::receive, "local-agent-statsd");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private void receive() {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
    while (!socket.isClosed()) {
      try {
        packet.setLength(MAX_DATAGRAM);
        socket.receive(packet);
        split(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8), lines);
      } catch (IOException closedOrUnreachable) {
        // Closed: the loop ends. Anything else is about one datagram.
      }
    }
  }

  /** Hands on each line of a datagram, or of a body with such lines. */
  public static void split(String text, Consumer<String> lines) {
    text.lines().filter(line -> !line.isEmpty()).forEach(lines);
  }

  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    socket.close();
  }
}
