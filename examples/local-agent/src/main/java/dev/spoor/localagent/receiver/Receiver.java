package dev.spoor.localagent.receiver;

import dev.spoor.localagent.services.ServiceBook;
import dev.spoor.localagent.status.Client;
import dev.spoor.localagent.status.Rates;
import dev.spoor.localagent.status.Traffic;
import dev.spoor.localagent.store.TraceStore;
import dev.spoor.wire.DecodedTrace;
import dev.spoor.wire.MalformedPayload;
import dev.spoor.wire.StatsDecoder;
import dev.spoor.wire.TraceDecoder;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes traces and stats, and answers as a Datadog Agent would.
 *
 * <p>Thread safe. Few bodies are decoded at once: a hostile one may grow a hundredfold on the heap
 * for as long as it is looked at.
 */
public final class Receiver {
  private static final int DECODERS = 2;
  private static final long PATIENCE_MILLIS = 1_000;

  /** Senders of this one always understand 429. */
  private static final String V10 = "/v1.0/traces";

  private final Semaphore decoders = new Semaphore(DECODERS);
  private final TraceStore store;
  private final Traffic traffic;
  private final Rates rates;
  private final ServiceBook services;

  public Receiver(TraceStore store, Traffic traffic, Rates rates, ServiceBook services) {
    this.store = store;
    this.traffic = traffic;
    this.rates = rates;
    this.services = services;
  }

  /** Answers a request to one of the endpoints that {@link TraceDecoder#knows}. */
  public Reply traces(Request request) {
    Client client = client(request);
    long announced = request.count("X-Datadog-Trace-Count");
    String media = request.mediaType();
    if (!media.equals("application/msgpack")) {
      // A real Agent takes anything else for JSON; no tracer for the JVM sends that.
      traffic.refused(client, "decoding_error", announced);
      return media.isEmpty()
          ? Reply.text(400, "Content-Type is missing; application/msgpack belongs there\n")
          : Reply.text(415, "only application/msgpack is taken here\n");
    }
    if (!acquireDecoder()) {
      traffic.refused(client, "timeout", announced);
      return request.flag("Datadog-Send-Real-Http-Status") || request.path().equals(V10)
          ? Reply.text(429, "too busy\n")
          : accepted(request);
    }
    try {
      List<DecodedTrace> traces = TraceDecoder.decode(request.path(), request.body());
      keep(traffic.received(client, request.body().length, traces));
    } catch (MalformedPayload e) {
      traffic.refused(client, "decoding_error", announced);
      return Reply.text(400, e.getMessage() + "\n");
    } finally {
      decoders.release();
    }
    return accepted(request);
  }

  private void keep(List<DecodedTrace> traces) {
    rates.learn(traces);
    services.learn(traces);
    long now = System.currentTimeMillis();
    traces.forEach(trace -> store.add(trace, now));
  }

  private Reply accepted(Request request) {
    return request.path().equals("/v0.3/traces")
        ? Reply.text(200, "OK\n")
        : Reply.json(rates.json());
  }

  /** Counts a payload of stats; its sums are not kept. */
  public Reply stats(Request request) {
    try {
      int buckets = StatsDecoder.decode(request.body()).buckets().size();
      traffic.stats(request.body().length, buckets);
      return Reply.text(200, "");
    } catch (MalformedPayload e) {
      return Reply.text(400, e.getMessage() + "\n");
    }
  }

  /** Answers a body that was too long to be read. */
  public Reply tooLarge(Request request) {
    if (TraceDecoder.knows(request.path())) {
      traffic.refused(client(request), "payload_too_large", request.count("X-Datadog-Trace-Count"));
    }
    return Reply.text(413, "payload-too-large\n");
  }

  private static Client client(Request request) {
    // "/v0.4/traces" is endpoint v0.4.
    String path = request.path();
    return Client.of(request::header, path.substring(1, path.indexOf('/', 1)));
  }

  private boolean acquireDecoder() {
    try {
      return decoders.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
