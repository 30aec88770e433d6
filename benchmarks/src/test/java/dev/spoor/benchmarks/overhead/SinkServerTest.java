package dev.spoor.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the contenders send to: requests one after the other on a connection that stays. */
@Timeout(60)
class SinkServerTest {
  private final Bodies bodies = new Bodies();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final SinkServer server = start();

  private SinkServer start() {
    try {
      return new SinkServer(bodies, this::answer);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private SinkServer.Answer answer(SinkServer.Request request) {
    byte[] body = request.body().bytes();
    bodies.release(request.body());
    seen.add(request.path() + " " + request.encoding() + " " + body.length);
    return new SinkServer.Answer(200, "text/plain", "number " + seen.size());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    String status = HttpBody.line(in);
    int length = 0;
    for (String line = HttpBody.line(in); !line.isEmpty(); line = HttpBody.line(in)) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    return status + ": " + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  @Test
  void answersEachRequestOfAConnection() throws IOException {
    try (Socket socket = connect()) {
      int large = 700_000; // more than two blocks
      send(socket, "PUT /v0.4/traces?a=b HTTP/1.1\r\nContent-Length: " + large + "\r\n\r\n");
      send(socket, "x".repeat(large));
      assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 Answer: number 1");

      send(socket, "POST /intake HTTP/1.1\r\nTransfer-Encoding: chunked\r\n");
      send(socket, "Content-Encoding: deflate\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
      assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 Answer: number 2");

      send(socket, "GET /info HTTP/1.1\r\nHost: here\r\n\r\n");
      assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 Answer: number 3");
    }
    assertThat(seen).containsExactly("/v0.4/traces  700000", "/intake deflate 3", "/info  0");
  }

  @Test
  void aPeerThatHangsUpInABodyHurtsNobodyElse() throws IOException {
    try (Socket gone = connect()) {
      send(gone, "PUT /v0.4/traces HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc");
    }
    try (Socket socket = connect()) {
      send(socket, "GET /info HTTP/1.1\r\n\r\n");
      assertThat(answer(socket)).startsWith("HTTP/1.1 200");
    }
    assertThat(seen).containsExactly("/info  0");
  }

  @Test
  void closingEndsConnections() throws IOException {
    try (Socket socket = connect()) {
      send(socket, "GET /info HTTP/1.1\r\n\r\n");
      answer(socket);
      server.close();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }
}
