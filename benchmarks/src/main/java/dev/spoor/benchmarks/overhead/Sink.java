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

  private record Arrival(String path, String encoding, Bodies.Body body) {}

  /** Shared by all sinks, since they are loaded in turn. */
  private static final Bodies BODIES = new Bodies();

  private final Peer peer;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sink");
            thread.setDaemon(true);
            return thread;
          });
  private final Queue<Arrival> uncounted = new ConcurrentLinkedQueue<>();
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
    for (Arrival next = uncounted.poll(); next != null; next = uncounted.poll()) {
      try {
        counted = counted.plus(SpanCount.of(next.path, next.encoding, next.body.bytes()));
      } catch (MalformedPayload e) {
        throw new IOException("a body for " + next.path + " that is none", e);
      }
      BODIES.release(next.body);
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
      Bodies.Body body = BODIES.read(exchange.getRequestBody());
      if (peer == Peer.HANGING || peer == Peer.FAILING) {
        BODIES.release(body);
        refuse(exchange);
        return;
      }
      if (SpanCount.knows(path)) {
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        traceRequests.increment();
        traceBytes.add(body.length());
        uncounted.add(new Arrival(path, encoding == null ? "" : encoding, body));
      } else {
        otherBytes.add(body.length());
        BODIES.release(body);
      }
      reply(exchange, path);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuse(HttpExchange exchange) throws IOException, InterruptedException {
    if (peer == Peer.HANGING) {
      closed.await();
    } else {
      exchange.sendResponseHeaders(500, -1);
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
