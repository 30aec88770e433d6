package dev.spoor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fake Agent keeps what it is sent, finds what is wrong with it, and fails as it is told. */
class FakeAgentTest {
  private final FakeAgent agent = FakeAgent.start().withDeadline(Duration.ofSeconds(10));

  @AfterEach
  void stop() {
    agent.close();
  }

  @Test
  void keepsTracesOfAWellMadeRequestAndFindsNothingWrongWithIt() throws Exception {
    try (Client client = new Client(agent.port())) {
      client.send(SampleRequest.traces());
      assertThat(client.response())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .endsWith("{\"rate_by_service\":{\"service:,env:\":1}}");
    }
    assertThat(agent.awaitTraces(1)).hasSize(1);
    SpanAssert.assertThat(agent.awaitSpan(s -> s.name().equals("servlet.request")))
        .hasService("shop")
        .hasResource("GET /cart")
        .hasMetric("_dd.top_level", 1)
        .hasTag("http.status_code", "200")
        .isRoot();
    agent.assertNoViolations();
    assertThat(agent.requests("/v0.4")).hasSize(1);
    assertThat(agent.requests().get(0).header("x-datadog-trace-count")).isEqualTo("1");
    assertThat(agent.connectionsAccepted()).isEqualTo(1);
  }

  @Test
  void findsWhatIsWrongWithHeaders() throws Exception {
    String good = SampleRequest.head();
    assertViolation(good.replace("Trace-Count: 1", "Trace-Count: 2"), "X-Datadog-Trace-Count is 2");
    assertViolation(
        good.replace("Datadog-Meta-Lang: java\r\n", ""), "Datadog-Meta-Lang is missing");
    assertViolation(
        good.replace("application/msgpack", "text/plain"), "Content-Type is text/plain");
    assertViolation(
        good.replace("Datadog-Client-Computed-Top-Level: true\r\n", ""), "_dd.top_level");
    assertViolation(good.replace("/v0.4/", "//v0.4/"), "doubled slash");
    assertViolation(good.replace("/v0.4/", "/v9.4/"), "no such endpoint");
    assertViolation(
        good.replace("Host: x\r\n", "Host: x\r\nDatadog-Container-ID: \r\n"), "is empty");
  }

  private void assertViolation(String head, String expected) throws IOException {
    agent.clear();
    try (Client client = new Client(agent.port())) {
      client.send(SampleRequest.with(head));
      client.response();
    }
    agent.awaitRequests("/", 1);
    assertThat(agent.violations()).anyMatch(v -> v.contains(expected));
    assertThatThrownBy(agent::assertNoViolations)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(expected);
  }

  @Test
  void findsAChunkedBody() throws Exception {
    try (Client client = new Client(agent.port())) {
      String head =
          SampleRequest.head().replaceAll("Content-Length: \\d+", "Transfer-Encoding: chunked");
      client.send(head.getBytes(StandardCharsets.ISO_8859_1));
      byte[] body = SampleRequest.body();
      client.send((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      client.send(body);
      client.send("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.response()).startsWith("HTTP/1.1 200");
    }
    assertThat(agent.violations()).anyMatch(v -> v.contains("chunked body"));
    assertThat(agent.traces()).hasSize(1);
  }

  @Test
  void keepsStats() throws Exception {
    String head =
        SampleRequest.head()
            .replace("/v0.4/traces", "/v0.6/stats")
            .replace("X-Datadog-Trace-Count: 1\r\n", "");
    try (Client client = new Client(agent.port())) {
      client.send(SampleRequest.with(head, SampleRequest.vector("v06-01-stats")));
      assertThat(client.response()).startsWith("HTTP/1.1 200");
      agent.assertNoViolations();
      client.send(SampleRequest.with(head, new byte[] {1}));
      assertThat(client.response()).startsWith("HTTP/1.1 400");
    }
    assertThat(agent.awaitStats(1).get(0).buckets()).hasSize(1);
    assertThat(agent.stats()).hasSize(1);
    assertThat(agent.violations()).hasSize(1);
  }

  @Test
  void refusesWhatCannotBeDecoded() throws Exception {
    try (Client client = new Client(agent.port())) {
      client.send(SampleRequest.with(SampleRequest.head(), new byte[] {(byte) 0x91, 0x01}));
      assertThat(client.response()).startsWith("HTTP/1.1 400").contains("an array belongs here");
    }
    assertThat(agent.violations()).anyMatch(v -> v.contains("cannot be decoded"));
    assertThat(agent.traces()).isEmpty();
  }

  @Test
  void answersWithTheStatusesThatItIsTold() throws Exception {
    agent.replyNextStatuses(429, 413).replyRates(Map.of("service:shop,env:", 0.5));
    try (Client client = new Client(agent.port())) {
      for (String status : List.of("429", "413", "200")) {
        client.send(SampleRequest.traces());
        assertThat(client.response()).startsWith("HTTP/1.1 " + status);
      }
      agent.replyStatus(500);
      client.send(SampleRequest.traces());
      assertThat(client.response()).startsWith("HTTP/1.1 500");
    }
    assertThat(agent.traces()).hasSize(1);
    assertThat(agent.requests()).hasSize(4);
  }

  @Test
  void tellsItsEndpointsAndLacksThoseThatItIsToldToLack() throws Exception {
    agent.endpoints("/v0.3/traces");
    try (Client client = new Client(agent.port())) {
      client.send(SampleRequest.info());
      assertThat(client.response()).contains("\"endpoints\":[\"/v0.3/traces\"]");
      client.send(SampleRequest.traces());
      assertThat(client.response()).startsWith("HTTP/1.1 404");
      agent.info(null);
      client.send(SampleRequest.info());
      assertThat(client.response()).startsWith("HTTP/1.1 404");
    }
    agent.assertNoViolations();
  }

  @Test
  void refusesConnectionsAndComesBackOnTheSamePort() throws Exception {
    try (Client client = new Client(agent.port())) {
      client.send(SampleRequest.traces());
      client.response();
      agent.refuseConnections();
      assertThat(client.response()).isEmpty();
      assertThatThrownBy(() -> new Client(agent.port())).isInstanceOf(ConnectException.class);
      agent.acceptConnections();
    }
    agent.restart();
    try (Client client = new Client(agent.port())) {
      client.send(SampleRequest.traces());
      assertThat(client.response()).startsWith("HTTP/1.1 200");
    }
    assertThat(agent.traces()).hasSize(2);
  }

  @Test
  void closesKeepAliveConnectionsWithoutNotice() throws Exception {
    agent.closeAfterRequests(2);
    try (Client client = new Client(agent.port())) {
      client.send(SampleRequest.traces());
      assertThat(client.response()).contains("200 OK").doesNotContain("Connection");
      client.send(SampleRequest.traces());
      assertThat(client.response()).contains("200 OK").doesNotContain("Connection");
      assertThat(client.response()).isEmpty();
    }
    agent.closeAfterRequests(100).closeIdleAfter(Duration.ofMillis(30));
    try (Client client = new Client(agent.port())) {
      assertThat(client.response()).isEmpty();
    }
  }

  @Test
  void misbehavesAsItIsTold() throws Exception {
    assertThat(faulty(Fault.GARBAGE)).isNotEmpty().doesNotStartWith("HTTP/");
    assertThat(faulty(Fault.GARBAGE_BODY)).startsWith("HTTP/1.1 200").contains("<html>");
    assertThat(faulty(Fault.HANG_UP)).isEmpty();
    agent.dripDelay(Duration.ofMillis(1));
    assertThat(faulty(Fault.DRIP)).contains("rate_by_service");
    assertThatThrownBy(() -> faulty(Fault.NEVER_ANSWER)).isInstanceOf(SocketTimeoutException.class);
    int arrived = agent.requests().size();
    assertThatThrownBy(() -> faulty(Fault.NEVER_READ)).isInstanceOf(SocketTimeoutException.class);
    assertThat(agent.requests()).hasSize(arrived);
  }

  private String faulty(Fault fault) throws IOException {
    agent.fault(fault);
    try (Client client = new Client(agent.port())) {
      client.send(SampleRequest.traces());
      client.socket.setSoTimeout(fault.name().startsWith("NEVER") ? 50 : 5_000);
      return client.response();
    }
  }

  @Test
  void tellsWhatDidArriveWhenAWaitFails() throws Exception {
    try (Client client = new Client(agent.port())) {
      client.send(SampleRequest.traces());
      client.response();
    }
    agent.withDeadline(Duration.ofMillis(20));
    assertThatThrownBy(() -> agent.awaitTraces(2))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("2 traces")
        .hasMessageContaining("GET /cart");
    agent.awaitQuiet(Duration.ofMillis(5));
  }

  @Test
  void listensOnAUnixSocket(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("apm.socket");
    try (FakeAgent unix = FakeAgent.startOn(path);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.write(ByteBuffer.wrap(SampleRequest.traces()));
      ByteBuffer reply = ByteBuffer.allocate(12);
      channel.read(reply);
      assertThat(new String(reply.array(), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
      unix.assertNoViolations();
      assertThat(unix.traces()).hasSize(1);
    }
    assertThat(path).doesNotExist();
  }

  /** A client that sends exactly the bytes it is given. */
  private static final class Client implements AutoCloseable {
    final Socket socket;

    Client(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(10_000);
    }

    void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    /** One answer with its body; empty if the other side closed; what there is, if no HTTP. */
    String response() throws IOException {
      InputStream in = socket.getInputStream();
      StringBuilder text = new StringBuilder();
      int body = -1;
      while (body < 0 || text.length() < body) {
        int b;
        try {
          b = in.read();
        } catch (SocketTimeoutException e) {
          throw e;
        } catch (IOException reset) {
          b = -1;
        }
        if (b < 0) {
          break;
        }
        text.append((char) b);
        if (body < 0 && text.indexOf("\r\n\r\n") >= 0 && text.indexOf("HTTP/") == 0) {
          String length = text.toString().split("Content-Length: ")[1].split("\r")[0];
          body = text.length() + Integer.parseInt(length);
        }
      }
      return text.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
