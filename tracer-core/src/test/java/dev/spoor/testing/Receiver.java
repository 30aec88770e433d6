package dev.spoor.testing;

import dev.spoor.wire.DecodedStats;
import dev.spoor.wire.DecodedTrace;
import dev.spoor.wire.MalformedPayload;
import dev.spoor.wire.StatsDecoder;
import dev.spoor.wire.TraceDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a {@link FakeAgent}: decodes a request, checks it, records it, and says what to
 * answer. Called by the threads of all connections at once.
 */
final class Receiver {
  static final List<String> ENDPOINTS =
      List.of(
          "/v0.3/traces",
          "/v0.4/traces",
          "/v0.5/traces",
          "/v0.6/stats",
          "/telemetry/proxy/",
          "/v0.7/config");

  private final Arrivals arrivals;

  final Map<String, String> replyHeaders = new ConcurrentHashMap<>();
  final Deque<Integer> nextStatuses = new ConcurrentLinkedDeque<>();
  volatile List<String> endpoints = ENDPOINTS;

  /** Body for {@code /info}; null for the usual one, empty for a 404. */
  volatile @Nullable String info;

  /** Whether {@code /info} asks clients for statistics, and not to send what is not kept. */
  volatile boolean takesStats;

  volatile String rates = "{\"rate_by_service\":{\"service:,env:\":1}}";
  volatile int status = 200;

  Receiver(Arrivals arrivals) {
    this.arrivals = arrivals;
  }

  /** What one request brings; recorded at once, so that nobody sees half of it. */
  private record Visit(
      AgentRequest request,
      List<String> violations,
      List<DecodedTrace> traces,
      List<DecodedStats> stats) {}

  byte[] reply(AgentRequest request) {
    Visit visit = new Visit(request, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    visit.violations.addAll(RequestRules.checkAny(request));
    byte[] reply = route(visit, request.path().split("\\?", 2)[0]);
    arrivals.add(request, visit.violations, visit.traces, visit.stats);
    return reply;
  }

  private byte[] route(Visit visit, String path) {
    if (path.equals("/info")) {
      return info(visit);
    }
    if (!isServed(endpoints, path)) {
      if (!isServed(ENDPOINTS, path)) {
        visit.violations.add("an Agent has no such endpoint");
      }
      return text(404, "404 page not found\n");
    }
    if (path.endsWith("/traces")) {
      return traces(visit, path);
    }
    if (path.equals("/v0.6/stats")) {
      return stats(visit);
    }
    if (path.startsWith("/telemetry/")) {
      visit.violations.addAll(RequestRules.checkTelemetry(visit.request));
      return text(202, "");
    }
    return json(200, "{}");
  }

  /** An endpoint that ends with a slash stands for everything below it. */
  private static boolean isServed(List<String> endpoints, String path) {
    return endpoints.stream().anyMatch(e -> e.endsWith("/") ? path.startsWith(e) : path.equals(e));
  }

  private byte[] info(Visit visit) {
    visit.violations.addAll(RequestRules.checkTracer(visit.request));
    String body = info;
    if (body == null) {
      body =
          "{\"version\":\"7.70.0\",\"endpoints\":[\""
              + String.join("\",\"", endpoints)
              + "\"],\"client_drop_p0s\":"
              + takesStats
              + ",\"span_meta_structs\":true,\"span_events\":true,"
              + "\"long_running_spans\":true,\"obfuscation_version\":1,\"peer_tags\":[\"db.name\"],"
              + "\"config\":{\"max_request_bytes\":26214400,\"statsd_port\":8125}}";
    }
    return body.isEmpty() ? text(404, "404 page not found\n") : json(200, body);
  }

  private byte[] traces(Visit visit, String path) {
    AgentRequest request = visit.request;
    visit.violations.addAll(RequestRules.checkTracer(request));
    visit.violations.addAll(RequestRules.checkMsgpack(request));
    List<DecodedTrace> traces;
    try {
      traces = TraceDecoder.decode(path, request.body());
    } catch (MalformedPayload e) {
      visit.violations.add("cannot be decoded: " + e.getMessage());
      return text(400, e.getMessage() + "\n");
    }
    visit.violations.addAll(RequestRules.checkTraces(request, traces));
    int code = nextStatus();
    if (code != 200) {
      return text(code, "told to answer " + code + "\n");
    }
    visit.traces.addAll(traces);
    return path.equals("/v0.3/traces") ? text(200, "OK\n") : json(200, rates);
  }

  private byte[] stats(Visit visit) {
    visit.violations.addAll(RequestRules.checkTracer(visit.request));
    visit.violations.addAll(RequestRules.checkMsgpack(visit.request));
    DecodedStats stats;
    try {
      stats = StatsDecoder.decode(visit.request.body());
    } catch (MalformedPayload e) {
      visit.violations.add("cannot be decoded: " + e.getMessage());
      return text(400, e.getMessage() + "\n");
    }
    visit.violations.addAll(RequestRules.checkStats(stats));
    int code = nextStatus();
    if (code == 200) {
      visit.stats.add(stats);
    }
    return text(code, "");
  }

  private int nextStatus() {
    Integer next = nextStatuses.poll();
    return next == null ? status : next;
  }

  private byte[] json(int code, String body) {
    return respond(code, "application/json", body);
  }

  private byte[] text(int code, String body) {
    return respond(code, "text/plain; charset=utf-8", body);
  }

  private byte[] respond(int code, String type, String body) {
    return HttpWire.response(code, type, replyHeaders, body.getBytes(StandardCharsets.UTF_8));
  }
}
