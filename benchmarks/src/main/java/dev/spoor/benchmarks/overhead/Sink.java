package dev.spoor.benchmarks.overhead;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spoor.wire.MalformedPayload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where one contender sends to: stands in for a Datadog Agent, an OTLP collector or an Elastic APM
 * server, and keeps what carries spans. Says yes to everything, unless another {@link Peer} is
 * asked for.
 *
 * <p>Bodies are only kept while a burst runs and counted between bursts by {@link #count}, so that
 * counting does not compete with what is measured. Answers come from threads of its own; {@code
 * count} is for one thread.
 */
final class Sink implements AutoCloseable {
  private static final String INFO =
      """
      {"version":"7.70.0","endpoints":["/v0.3/traces","/v0.4/traces","/v0.5/traces",\
      "/v0.6/stats","/telemetry/proxy/"],"client_drop_p0s":true,"span_events":true,\
      "peer_tags":[],"span_kinds_stats_computed":[],"config":{"statsd_port":8125}}""";

  static {
    // Else head and body of an answer are two packets, of which the second waits for the peer's
    // delayed acknowledgement: 40 ms that a real Agent does not take.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Body(String path, String encoding, byte[] bytes) {}

  private final Peer peer;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sink");
            thread.setDaemon(true);
            return thread;
          });
  private final Queue<Body> uncounted = new ConcurrentLinkedQueue<>();
  private final LongAdder traceBytes = new LongAdder();
  private final LongAdder otherBytes = new LongAdder();
  private final LongAdder traceRequests = new LongAdder();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Tally counted = Tally.NOTHING;

  Sink(Peer peer) throws IOException {
    this.peer = peer;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Spans in all that has arrived so far. */
  Tally count() throws IOException {
    for (Body body = uncounted.poll(); body != null; body = uncounted.poll()) {
      try {
        counted = counted.plus(SpanCount.of(body.path, body.encoding, body.bytes));
      } catch (MalformedPayload e) {
        throw new IOException("a body for " + body.path + " that is none", e);
      }
    }
    return counted;
  }

  /** Bytes of the bodies with spans, as they were sent. */
  long traceBytes() {
    return traceBytes.sum();
  }

  /** Bytes of all other bodies: telemetry, metrics, statistics. */
  long otherBytes() {
    return otherBytes.sum();
  }

  long traceRequests() {
    return traceRequests.sum();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (peer == Peer.HANGING) {
        closed.await();
        return;
      }
      if (peer == Peer.FAILING) {
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      if (SpanCount.knows(path)) {
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        traceRequests.increment();
        traceBytes.add(body.length);
        uncounted.add(new Body(path, encoding == null ? "" : encoding, body));
      } else {
        otherBytes.add(body.length);
      }
      reply(exchange, path);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reply(HttpExchange exchange, String path) throws IOException {
    String text =
        switch (path) {
          case "/info" -> INFO;
          case "/" -> "{\"version\":\"8.19.0\"}";
          case "/v0.3/traces", "/v0.4/traces" -> "{\"rate_by_service\":{\"service:,env:\":1.0}}";
          case "/v0.5/traces" -> "{\"rate_by_service\":{\"service:,env:\":1.0}}";
          default -> path.startsWith("/v1/") ? "" : "{}";
        };
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", text.isEmpty() ? "application/x-protobuf" : "application/json");
    boolean accepted = path.startsWith("/intake/") || path.startsWith("/telemetry/");
    exchange.sendResponseHeaders(accepted ? 202 : 200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
