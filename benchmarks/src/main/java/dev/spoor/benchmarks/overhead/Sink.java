package dev.spoor.benchmarks.overhead;

import dev.spoor.wire.MalformedPayload;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
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

  /** Shared by all sinks, since they are loaded in turn. */
  private static final Bodies BODIES = new Bodies();

  private final Peer peer;
  private final SinkServer server;
  private final Queue<SinkServer.Request> uncounted = new ConcurrentLinkedQueue<>();
  private final LongAdder traceBytes = new LongAdder();
  private final LongAdder otherBytes = new LongAdder();
  private final LongAdder traceRequests = new LongAdder();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Tally counted = Tally.NOTHING;

  Sink(Peer peer) throws IOException {
    this.peer = peer;
    server = new SinkServer(BODIES, this::answer);
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  /** Spans in all that has arrived so far. */
  Tally count() throws IOException {
    for (var next = uncounted.poll(); next != null; next = uncounted.poll()) {
      try {
        counted = counted.plus(SpanCount.of(next.path(), next.encoding(), next.body().bytes()));
      } catch (MalformedPayload e) {
        throw new IOException("a body for " + next.path() + " that is none", e);
      }
      BODIES.release(next.body());
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

  private SinkServer.Answer answer(SinkServer.Request request) throws InterruptedException {
    int length = request.body().length();
    if (peer == Peer.HANGING || peer == Peer.FAILING) {
      BODIES.release(request.body());
      if (peer == Peer.HANGING) {
        closed.await();
      }
      return new SinkServer.Answer(500, "text/plain", "");
    }
    if (SpanCount.knows(request.path())) {
      traceRequests.increment();
      traceBytes.add(length);
      uncounted.add(request);
    } else {
      otherBytes.add(length);
      BODIES.release(request.body());
    }
    return reply(request.path());
  }

  private static SinkServer.Answer reply(String path) {
    String text =
        switch (path) {
          case "/info" -> INFO;
          case "/" -> "{\"version\":\"8.19.0\"}";
          case "/v0.3/traces", "/v0.4/traces", "/v0.5/traces" ->
              "{\"rate_by_service\":{\"service:,env:\":1.0}}";
          default -> path.startsWith("/v1/") ? "" : "{}";
        };
    boolean accepted = path.startsWith("/intake/") || path.startsWith("/telemetry/");
    return new SinkServer.Answer(
        accepted ? 202 : 200, text.isEmpty() ? "application/x-protobuf" : "application/json", text);
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }
}
