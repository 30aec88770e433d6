package dev.spoor.benchmarks.overhead;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One kept-alive HTTP connection to the application. Written by hand since it shares two cores with
 * what is measured: a request is one write, an answer mostly one read. Understands only answers
 * with a {@code Content-Length}. Not thread safe.
 */
final class Connection implements AutoCloseable {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.ISO_8859_1);
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final byte[] buffer = new byte[32 * 1024];
  private int bodyStart;
  private int bodyEnd;

  @SuppressWarnings("AddressSelection") // loopback is meant
  Connection(int port) throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
  }

  /** A request as a browser behind a proxy would send it, without a trace of its own. */
  static byte[] request(String path) {
    return ("GET "
            + path
            + " HTTP/1.1\r\n"
            + "Host: shop.example\r\n"
            + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) overhead/1\r\n"
            + "Accept: text/html,application/json;q=0.9\r\n"
            + "X-Forwarded-For: 203.0.113.7\r\n"
            + "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  int get(String path) throws IOException {
    return send(request(path));
  }

  /** Sends the request, reads the whole answer, returns its status. */
  int send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int filled = 0;
    int headEnd = -1;
    while (headEnd < 0) {
      filled += read(filled);
      headEnd = headEnd(filled);
    }
    bodyStart = headEnd;
    bodyEnd = headEnd + contentLength(headEnd);
    while (filled < bodyEnd) {
      filled += read(filled);
    }
    return 100 * (buffer[9] - '0') + 10 * (buffer[10] - '0') + buffer[11] - '0';
  }

  String body() {
    return new String(buffer, bodyStart, bodyEnd - bodyStart, StandardCharsets.UTF_8);
  }

  private int read(int from) throws IOException {
    int count = socket.getInputStream().read(buffer, from, buffer.length - from);
    if (count <= 0) {
      throw new EOFException("answer cut off, or too long for this client");
    }
    return count;
  }

  private int headEnd(int filled) {
    for (int i = 3; i < filled; i++) {
      if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int contentLength(int headEnd) {
    for (int i = 0; i < headEnd - LENGTH.length; i++) {
      if (buffer[i] == '\n' && startsWithLength(i + 1)) {
        int length = 0;
        for (int j = i + 1 + LENGTH.length; buffer[j] != '\r'; j++) {
          length = buffer[j] == ' ' ? length : 10 * length + buffer[j] - '0';
        }
        return length;
      }
    }
    return 0;
  }

  private boolean startsWithLength(int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      if (Character.toLowerCase(buffer[at + i]) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
