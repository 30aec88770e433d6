package dev.spoor.localagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many clients, hostile clients, slow clients. */
class RobustnessTest {
  private static LocalAgent start(int traces, long bytes) throws Exception {
    return TestAgent.start(traces, bytes);
  }

  @Test
  void manyClientsAtOnceLoseNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (LocalAgent agent = start(10_000, Long.MAX_VALUE)) {
      Http http = new Http(agent);
      List<Future<?>> clients = new ArrayList<>();
      for (int c = 0; c < 8; c++) {
        int client = c;
        clients.add(
            threads.submit(
                () -> {
                  for (int i = 1; i <= 100; i++) {
                    byte[] body = Payloads.span(client * 1_000L + i, "s" + client, "r", "t");
                    assertThat(http.put("/v0.4/traces", body).statusCode()).isEqualTo(200);
                    if (i % 20 == 0) {
                      assertThat(http.get("/api/traces").statusCode()).isEqualTo(200);
                      assertThat(http.get("/status").statusCode()).isEqualTo(200);
                    }
                  }
                }));
      }
      for (Future<?> client : clients) {
        client.get();
      }
      assertThat(agent.store().size()).isEqualTo(800);
      assertThat(http.get("/status").body())
          .contains("Traces received: 800 ", "Spans received: 800\n");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatIsKeptIsBoundedInNumberAndBytes() throws Exception {
    try (LocalAgent agent = start(50, 100_000)) {
      Http http = new Http(agent);
      for (int i = 1; i <= 200; i++) {
        http.put(
            "/v0.4/traces", Payloads.span(i, "shop", "x".repeat(i % 2 == 0 ? 10 : 2_000), "t"));
      }
      assertThat(agent.store().size()).isBetween(10, 50);
      assertThat(agent.store().bytes()).isBetween(1L, 100_000L);
      assertThat(agent.store().droppedTraces()).isEqualTo(200 - agent.store().size());
      assertThat(agent.store().find(200)).isNotNull();
      assertThat(agent.store().find(1)).isNull();
      // One trace that is larger than all the room.
      http.put("/v0.4/traces", Payloads.span(999, "shop", "x".repeat(200_000), "t"));
      assertThat(agent.store().bytes()).isLessThanOrEqualTo(100_000L);
      http.put("/v0.4/traces", Payloads.span(1_000, "shop", "GET /", "t"));
      assertThat(agent.store().find(1_000)).isNotNull();
    }
  }

  @Test
  void damagedBodiesDoNoHarm() throws Exception {
    Random random = new Random(7);
    try (LocalAgent agent = start(100, 1_000_000)) {
      Http http = new Http(agent);
      byte[] good = Payloads.vector("v04-09-links-events.msgpack");
      for (int i = 0; i < 500; i++) {
        byte[] body = good.clone();
        for (int j = 0; j < 3; j++) {
          body[random.nextInt(body.length)] = (byte) random.nextInt();
        }
        String path = i % 2 == 0 ? "/v0.4/traces" : i % 3 == 0 ? "/v0.6/stats" : "/v0.5/traces";
        assertThat(http.put(path, body).statusCode()).isIn(200, 400);
      }
      assertThat(http.get("/traces").statusCode()).isEqualTo(200);
      assertThat(http.get("/api/traces").statusCode()).isEqualTo(200);
      assertThat(http.put("/v0.4/traces", good).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNotHttpDoesNoHarm() throws Exception {
    try (LocalAgent agent = start(100, 1_000_000)) {
      for (String bytes :
          List.of(
              "\u0016\u0003\u0001\u0002\u0000\r\n\r\n",
              "GET\r\n\r\n",
              "PUT /v0.4/traces HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
              "PUT /v0.4/traces HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999\r\n\r\n",
              "PUT /v0.4/traces HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
              "GET http://x/%zz HTTP/1.1\r\n\r\n",
              "GET * HTTP/1.1\r\nConnection: close\r\n\r\n",
              "OPTIONS mailto:x HTTP/1.1\r\nConnection: close\r\n\r\n")) {
        try {
          RawHttp.send(agent.port(), bytes);
        } catch (UncheckedIOException closedAlready) {
          // Being cut off is an answer too.
        }
      }
      assertThat(new Http(agent).get("/status").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void slowClientsDoNotKeepOthersOut() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (LocalAgent agent = start(100, 1_000_000)) {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), agent.port());
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                "PUT /v0.4/traces HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n\u0091"
                    .getBytes());
      }
      assertThat(new Http(agent).get("/status").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }
}
