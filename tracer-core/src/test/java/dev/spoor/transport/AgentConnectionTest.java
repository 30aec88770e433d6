package dev.spoor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.config.AgentAddress;
import dev.spoor.testing.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The HTTP client against peers that are right, odd, and hostile. */
@Timeout(60)
class AgentConnectionTest {
  private static final long LONG = Duration.ofSeconds(30).toNanos();
  private static final long SHORT = Duration.ofMillis(300).toNanos();

  @Test
  void sendsAgainOnceWhenAReusedConnectionIsDead() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (RawAgent agent =
        RawAgent.startBare(
            (request, peer) -> {
              if (count.incrementAndGet() == 2) {
                peer.hangUp(); // read the request, say nothing: as a server that was closing
              } else {
                peer.reply(200, "x");
              }
            })) {
      AgentConnection client = client(agent, LONG);
      assertThat(post(client, "one").status()).isEqualTo(200);
      assertThat(post(client, "two").status()).isEqualTo(200);
      assertThat(agent.requests.stream().map(AgentConnectionTest::text))
          .containsExactly("one", "two", "two");
      assertThat(agent.requests.get(2).connection()).isEqualTo(2);
      client.close();
    }
  }

  @Test
  void doesNotSendAgainOnANewConnection() throws Exception {
    try (RawAgent agent = RawAgent.startBare((request, peer) -> peer.hangUp())) {
      AgentConnection client = client(agent, LONG);
      assertFails(client, AgentFailure.Kind.DEAD);
      assertThat(agent.requests).hasSize(1);
    }
  }

  @Test
  void doesNotSendAgainTwice() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (RawAgent agent =
        RawAgent.startBare(
            (request, peer) -> {
              if (count.incrementAndGet() == 1) {
                peer.reply(200, "x");
              } else {
                peer.hangUp();
              }
            })) {
      AgentConnection client = client(agent, LONG);
      post(client, "one");
      assertFails(client, AgentFailure.Kind.DEAD);
      assertThat(agent.requests).hasSize(3);
    }
  }

  @Test
  void opensANewConnectionWhenTheOldOneWasClosedMeanwhile() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawAgent agent =
        RawAgent.startBare(
            (request, peer) -> {
              peer.reply(200, "x"); // says keep-alive, and closes all the same
              if (request.connection() == 1) {
                peer.hangUp();
                closed.countDown();
              }
            })) {
      AgentConnection client = client(agent, LONG);
      post(client, "one");
      closed.await();
      post(client, "two");
      assertThat(agent.requests.stream().map(AgentConnectionTest::text))
          .containsExactly("one", "two");
      client.close();
    }
  }

  @Test
  void doesNotReuseAConnectionThatThePeerWantsToClose() throws Exception {
    try (RawAgent agent =
        RawAgent.startBare((request, peer) -> peer.reply(200, "x", "Connection: Close"))) {
      AgentConnection client = client(agent, LONG);
      post(client, "one");
      post(client, "two");
      assertThat(agent.connections.get()).isEqualTo(2);
    }
  }

  @Test
  void readsChunkedReplies() throws Exception {
    try (RawAgent agent =
        RawAgent.startBare(
            (request, peer) ->
                peer.send(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n"))) {
      AgentConnection client = client(agent, LONG);
      assertThat(post(client, "one").text()).isEqualTo("abc0123456789");
      assertThat(post(client, "two").text()).isEqualTo("abc0123456789");
      assertThat(agent.connections.get()).isEqualTo(1);
      client.close();
    }
  }

  @Test
  void passesOverInterimReplies() throws Exception {
    try (RawAgent agent =
        RawAgent.startBare(
            (request, peer) -> {
              peer.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n");
              peer.reply(202, "x");
            })) {
      AgentConnection client = client(agent, LONG);
      assertThat(post(client, "one").status()).isEqualTo(202);
      client.close();
    }
  }

  @Test
  void readsABodyThatEndsWithTheConnection() throws Exception {
    try (RawAgent agent =
        RawAgent.startBare(
            (request, peer) -> {
              peer.send("HTTP/1.0 200 OK\n\nhello");
              peer.hangUp();
            })) {
      Reply reply = post(client(agent, LONG), "one");
      assertThat(reply.text()).isEqualTo("hello");
      assertThat(reply.keepAlive()).isFalse();
    }
  }

  @Test
  void theStatusCountsEvenIfTheBodyIsCutOff() throws Exception {
    try (RawAgent agent =
        RawAgent.startBare(
            (request, peer) -> {
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
              peer.hangUp();
            })) {
      Reply reply = post(client(agent, LONG), "one");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text()).isEqualTo("hello");
      assertThat(reply.keepAlive()).isFalse();
    }
  }

  @Test
  void boundsTheHead() throws Exception {
    try (RawAgent agent =
        RawAgent.startBare(
            (request, peer) ->
                peer.send("HTTP/1.1 200 OK\r\nX: " + "x".repeat(ReplyReader.MAX_HEAD_BYTES)))) {
      assertFails(client(agent, LONG), AgentFailure.Kind.BROKEN);
    }
  }

  @Test
  void boundsTheBody() throws Exception {
    String tooLong = "x".repeat(ReplyReader.MAX_BODY_BYTES + 100_000);
    try (RawAgent agent = RawAgent.startBare((request, peer) -> peer.reply(200, tooLong))) {
      Reply reply = post(client(agent, LONG), "one");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).hasSize(ReplyReader.MAX_BODY_BYTES);
      assertThat(reply.keepAlive()).isFalse();
    }
  }

  @Test
  void theDeadlineHoldsAgainstAPeerThatDrips() throws Exception {
    try (RawAgent agent =
        RawAgent.startBare(
            (request, peer) -> {
              while (true) {
                peer.send("H"); // always something to read, never an end
                pause();
              }
            })) {
      assertFails(client(agent, SHORT), AgentFailure.Kind.TIMEOUT);
    }
  }

  @Test
  void aPeerThatRefusesBeforeItHasReadAllIsUnderstood() throws Exception {
    byte[] large = new byte[64 << 20];
    CountDownLatch over = new CountDownLatch(1);
    try (java.net.ServerSocket server = new java.net.ServerSocket()) {
      server.bind(RawAgent.loopback(0));
      Thread peer =
          new Thread(
              () -> {
                try (java.net.Socket socket = server.accept()) {
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 413 x\r\nContent-Length: 0\r\n\r\n".getBytes("US-ASCII"));
                  over.await();
                } catch (IOException | InterruptedException e) {
                  // the assertion below tells
                }
              });
      peer.start();
      AgentConnection client =
          new AgentConnection(AgentAddress.tcp("127.0.0.1", server.getLocalPort()), LONG);
      Reply reply = exchange(client, large);
      assertThat(reply.status()).isEqualTo(413);
      over.countDown();
      peer.join();
      client.close();
    }
  }

  @Test
  void tellsWhyItCannotConnect() throws Exception {
    AgentConnection refused =
        new AgentConnection(AgentAddress.tcp("127.0.0.1", FreePort.find()), LONG);
    assertThatThrownBy(() -> post(refused, "x"))
        .isInstanceOfSatisfying(
            AgentFailure.class, e -> assertThat(e.kind).isEqualTo(AgentFailure.Kind.UNREACHABLE))
        .hasMessage("connection refused");
    AgentConnection noSocket =
        new AgentConnection(new AgentAddress("localhost", 1, "", "/nowhere/apm.socket"), LONG);
    assertFails(noSocket, AgentFailure.Kind.UNREACHABLE);
  }

  @Test
  void putsAnIpv6AddressIntoBrackets() {
    AgentAddress address = new AgentAddress("::1", 8126, "", null);
    assertThat(address.hostHeader()).isEqualTo("[::1]:8126");
    assertThat(address.path("/info")).isEqualTo("/info");
  }

  @Test
  void anotherThreadCanEndAWait() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawAgent agent = RawAgent.startBare((request, peer) -> asked.countDown())) {
      AgentConnection client = client(agent, LONG);
      Thread other =
          new Thread(
              () -> {
                try {
                  asked.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                client.abort();
              });
      other.start();
      assertFails(client, AgentFailure.Kind.TIMEOUT);
      other.join();
    }
  }

  private static AgentConnection client(RawAgent agent, long timeout) throws IOException {
    return new AgentConnection(AgentAddress.tcp("127.0.0.1", agent.port()), timeout);
  }

  private static Reply post(AgentConnection client, String body) throws AgentFailure {
    return exchange(client, body.getBytes(StandardCharsets.UTF_8));
  }

  private static Reply exchange(AgentConnection client, byte[] body) throws AgentFailure {
    String head =
        "PUT / HTTP/1.1\r\nHost: "
            + client.address().hostHeader()
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    return client.exchange(
        head.getBytes(StandardCharsets.US_ASCII), List.of(Payload.Part.of(body)));
  }

  private static void assertFails(AgentConnection client, AgentFailure.Kind kind) {
    assertThatThrownBy(() -> post(client, "x"))
        .isInstanceOfSatisfying(AgentFailure.class, e -> assertThat(e.kind).isEqualTo(kind));
  }

  private static String text(RawAgent.Request request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
  }
}
