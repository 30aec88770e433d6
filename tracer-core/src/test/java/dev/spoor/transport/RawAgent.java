package dev.spoor.transport;

import dev.spoor.config.AgentAddress;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on a real socket that does with each request whatever a test says, rude things included.
 * It answers {@code /info} by itself unless told otherwise.
 */
final class RawAgent implements AutoCloseable {
  static final String INFO =
      "{\n\t\"version\": \"7.70.0\",\n\t\"endpoints\": [\"/v0.3/traces\", \"/v0.4/traces\"],"
          + "\n\t\"config\": {\"max_request_bytes\": 26214400}}";

  /** What the server does with one request. */
  interface Behaviour {
    void answer(Request request, Peer peer) throws IOException;
  }

  /** One request as it arrived; {@code connection} counts connections from 1 on. */
  record Request(String line, Map<String, String> headers, byte[] body, int connection) {
    String path() {
      return line.split(" ", -1)[1];
    }
  }

  /** The other end of a connection. */
  record Peer(SocketChannel channel, OutputStream out) {
    void send(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    void reply(int status, String body, String... headers) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      head.append("Content-Length: ").append(length).append("\r\n\r\n");
      out.write((head + body).getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void hangUp() throws IOException {
      channel.close();
    }
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  private final Behaviour behaviour;
  private final boolean answersInfo;
  private final ServerSocketChannel server;
  private final Thread acceptor;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private RawAgent(SocketAddress address, boolean answersInfo, Behaviour behaviour)
      throws IOException {
    this.behaviour = behaviour;
    this.answersInfo = answersInfo;
    boolean unix = address instanceof UnixDomainSocketAddress;
    server =
        unix
            ? ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)
            : ServerSocketChannel.open();
    server.bind(address);
    acceptor = start("raw-agent", this::accept);
  }

  static RawAgent start(Behaviour behaviour) throws IOException {
    return new RawAgent(loopback(0), true, behaviour);
  }

  static RawAgent startOn(SocketAddress address, Behaviour behaviour) throws IOException {
    return new RawAgent(address, true, behaviour);
  }

  /** One whose /info is handled by the behaviour too. */
  static RawAgent startBare(Behaviour behaviour) throws IOException {
    return new RawAgent(loopback(0), false, behaviour);
  }

  static Behaviour accepting() {
    return (request, peer) -> peer.reply(200, "{}");
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  TransportSettings settings() throws IOException {
    return change().build();
  }

  /** The settings with this Agent's address, to be changed. */
  TransportSettings.Builder change() throws IOException {
    return TransportSettings.builder().address(AgentAddress.tcp("127.0.0.1", port()));
  }

  List<Request> traceRequests() {
    return requests.stream().filter(r -> r.path().endsWith("/traces")).toList();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        open.add(channel);
        int number = connections.incrementAndGet();
        start("raw-agent-connection", () -> serve(channel, number));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(SocketChannel channel, int number) {
    try (channel) {
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
      Peer peer = new Peer(channel, Channels.newOutputStream(channel));
      while (channel.isOpen()) {
        Request request = read(in, number);
        requests.add(request);
        if (answersInfo && request.path().equals("/info")) {
          peer.reply(200, INFO, "Content-Type: application/json");
        } else {
          behaviour.answer(request, peer);
        }
      }
    } catch (IOException e) {
      // The client went away, or the test closed us.
    } finally {
      open.remove(channel);
    }
  }

  static Request read(InputStream in, int number) throws IOException {
    String line = line(in);
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
      if (headers.put(name, header.substring(colon + 2)) != null) {
        throw new IOException("header twice: " + name);
      }
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    return new Request(line, headers, body, number);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      // Until it has left accept() the kernel still takes connections.
      acceptor.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SocketChannel channel : open) {
      channel.close();
    }
  }
}
