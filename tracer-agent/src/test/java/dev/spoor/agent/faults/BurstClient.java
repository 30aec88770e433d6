package dev.spoor.agent.faults;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks a server for one page over kept-alive connections, as fast as it answers. */
final class BurstClient {
  private static final int CONNECTIONS = 4;
  private static final byte[] REQUEST =
      "GET /widgets HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private BurstClient() {}

  /** Fetches the page that often and tells how many nanoseconds it took. */
  static long burst(int port, int requests) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      long start = System.nanoTime();
      AtomicInteger left = new AtomicInteger(requests);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        running.add(pool.submit(() -> ask(port, left)));
      }
      for (Future<?> each : running) {
        each.get();
      }
      return System.nanoTime() - start;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Void ask(int port, AtomicInteger left) throws IOException {
    byte[] buffer = new byte[8192];
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      while (left.getAndDecrement() > 0) {
        socket.getOutputStream().write(REQUEST);
        readAnswer(socket.getInputStream(), buffer);
      }
    }
    return null;
  }

  private static void readAnswer(InputStream in, byte[] buffer) throws IOException {
    int have = 0;
    int wanted = Integer.MAX_VALUE;
    while (have < wanted) {
      int read = in.read(buffer, have, buffer.length - have);
      if (read < 0) {
        throw new EOFException();
      }
      have += read;
      String text = new String(buffer, 0, have, StandardCharsets.ISO_8859_1);
      int headEnd = text.indexOf("\r\n\r\n");
      if (wanted == Integer.MAX_VALUE && headEnd > 0) {
        if (!text.startsWith("HTTP/1.1 200")) {
          throw new IOException(text);
        }
        String key = "Content-Length: ";
        int at = text.indexOf(key) + key.length();
        wanted = headEnd + 4 + Integer.parseInt(text.substring(at, text.indexOf('\r', at)));
      }
    }
  }
}
