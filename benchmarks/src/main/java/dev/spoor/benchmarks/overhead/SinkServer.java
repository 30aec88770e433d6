package dev.spoor.benchmarks.overhead;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The least of an HTTP/1.1 server: a thread per connection, bodies read straight from the socket
 * into the blocks that keep them.
 *
 * <p>The JDK's own server was here before. It reads 8 KiB at a time and copies twice, and a sink
 * that is slow to read is paid for by whoever sends the most: in processor time of a machine that
 * all share, and in writes that have to wait.
 */
final class SinkServer implements AutoCloseable {
  /** A request, its body being the caller's to release. */
  record Request(String path, String encoding, Bodies.Body body) {}

  /** An answer; one without text has no body. */
  record Answer(int status, String type, String text) {}

  /** Answers one request at a time per connection; called by many threads. */
  interface Handler {
    Answer answer(Request request) throws InterruptedException;
  }

  private final ServerSocket listening;
  private final Bodies bodies;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  SinkServer(Bodies bodies, Handler handler) throws IOException {
    this.bodies = bodies;
    this.handler = handler;
    this.listening = new ServerSocket();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "sink");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        open.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      // Small, so that reads for a body's blocks pass it by.
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1024);
      Request request = read(in);
      while (request != null) {
        write(handler.answer(request), socket.getOutputStream());
        request = read(in);
      }
    } catch (IOException e) {
      // The peer is gone, or the run is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  /** Returns null at the end of the connection. */
  private @Nullable Request read(InputStream in) throws IOException {
    String[] start = HttpBody.line(in).split(" ", -1);
    if (start.length < 3) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = HttpBody.line(in); !line.isEmpty(); line = HttpBody.line(in)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    Bodies.Body body = bodies.read(HttpBody.of(in, headers));
    int query = start[1].indexOf('?');
    String path = query < 0 ? start[1] : start[1].substring(0, query);
    return new Request(path, headers.getOrDefault("content-encoding", ""), body);
  }

  /** Head and body in one packet: a second one would wait for a delayed acknowledgement. */
  private static void write(Answer answer, OutputStream out) throws IOException {
    byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d Answer\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(answer.status(), answer.type(), text.length);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(text);
    all.writeTo(out);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
