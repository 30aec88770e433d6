package dev.spoor.agent.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An Agent that costs next to nothing, for measurements: it throws away what it reads, or does not
 * even answer. It runs in the process that measures, so its cost is in the figures all the same.
 */
final class CheapAgent implements AutoCloseable {
  private final ServerSocket server;
  private final int status;

  /**
   * @param status what it answers to everything; 0 for nothing, -1 for no port at all
   */
  CheapAgent(int status) throws IOException {
    this.status = status;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    if (status < 0) {
      server.close();
      return;
    }
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16)) {
      while (true) {
        String path = line(in);
        long length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Long.parseLong(header.substring(15).trim());
          }
        }
        in.skipNBytes(length);
        if (status > 0) {
          socket.getOutputStream().write(answer(path));
        }
      }
    } catch (IOException e) {
      // The other side has gone.
    }
  }

  private byte[] answer(String path) {
    boolean info = path.contains("/info");
    String body = info ? "{\"endpoints\":[\"/v0.4/traces\"]}" : "{}";
    return ("HTTP/1.1 "
            + (info ? 200 : status)
            + " x\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("end");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "cheap-agent");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
