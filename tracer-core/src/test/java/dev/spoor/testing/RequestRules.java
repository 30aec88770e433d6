package dev.spoor.testing;

import dev.spoor.wire.DecodedStats;
import dev.spoor.wire.DecodedTrace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a well-made request to an Agent looks like, apart from what is in its body. */
final class RequestRules {
  private static final int MAX_BODY = 26_214_400;

  /** Ten seconds. */
  private static final long STATS_BUCKET = 10_000_000_000L;

  private final AgentRequest request;
  private final List<String> found = new ArrayList<>();

  private RequestRules(AgentRequest request) {
    this.request = request;
  }

  /** Rules for every request, whatever its endpoint. */
  static List<String> checkAny(AgentRequest request) {
    RequestRules rules = new RequestRules(request);
    rules.required("Host");
    rules.framing();
    for (String header : new String[] {"Datadog-Container-ID", "Datadog-Entity-ID"}) {
      if ("".equals(request.header(header))) {
        rules.found.add(header + " is empty; leave it out instead");
      }
    }
    return rules.found;
  }

  /** Rules for {@code /info}, traces and stats. */
  static List<String> checkTracer(AgentRequest request) {
    RequestRules rules = new RequestRules(request);
    rules.required("Datadog-Meta-Lang");
    rules.required("Datadog-Meta-Lang-Version");
    rules.required("Datadog-Meta-Lang-Interpreter");
    rules.required("Datadog-Meta-Lang-Interpreter-Vendor");
    if (request.header("Datadog-Meta-Lang-Vendor") != null) {
      rules.found.add("there is no header Datadog-Meta-Lang-Vendor");
    }
    return rules.found;
  }

  /** Rules for a body of msgpack. */
  static List<String> checkMsgpack(AgentRequest request) {
    RequestRules rules = new RequestRules(request);
    rules.required("Datadog-Meta-Tracer-Version");
    String type = rules.required("Content-Type");
    if (type != null && !type.split(";", 2)[0].strip().equals("application/msgpack")) {
      rules.found.add("Content-Type is " + type);
    }
    rules.method("PUT", "POST");
    return rules.found;
  }

  /** Rules for a request of traces that could be decoded. */
  static List<String> checkTraces(AgentRequest request, List<DecodedTrace> traces) {
    RequestRules rules = new RequestRules(request);
    rules.traceCount(traces.size());
    rules.flag("Datadog-Client-Computed-Top-Level");
    rules.flag("Datadog-Client-Computed-Stats");
    rules.count("Datadog-Client-Dropped-P0-Traces");
    rules.count("Datadog-Client-Dropped-P0-Spans");
    if (request.header("X-Datadog-Diagnostic-Check") != null && !traces.isEmpty()) {
      rules.found.add("X-Datadog-Diagnostic-Check on a request that carries traces");
    }
    boolean topLevel = isTrue(request.header("Datadog-Client-Computed-Top-Level"));
    for (DecodedTrace trace : traces) {
      rules.found.addAll(SpanRules.check(trace, topLevel));
    }
    return rules.found;
  }

  /** Rules for a payload of stats. */
  static List<String> checkStats(DecodedStats stats) {
    List<String> found = new ArrayList<>();
    if (stats.runtimeId().isEmpty()) {
      found.add("RuntimeID is empty");
    }
    for (DecodedStats.Bucket bucket : stats.buckets()) {
      if (bucket.duration() != STATS_BUCKET || bucket.start() <= 0) {
        found.add("bucket of " + bucket.duration() + " ns that starts at " + bucket.start());
      }
      for (DecodedStats.Group group : bucket.groups()) {
        if (group.name().isEmpty() || group.service().isEmpty() || group.resource().isEmpty()) {
          found.add("a group without name, service or resource: " + group);
        }
        if (group.hits() < group.errors() || group.hits() < group.topLevelHits()) {
          found.add("a group with fewer hits than errors or top-level hits: " + group);
        }
      }
    }
    return found;
  }

  /** Rules for instrumentation telemetry. */
  static List<String> checkTelemetry(AgentRequest request) {
    RequestRules rules = new RequestRules(request);
    rules.required("Content-Type");
    rules.required("DD-Telemetry-API-Version");
    rules.required("DD-Telemetry-Request-Type");
    rules.method("POST");
    return rules.found;
  }

  private void framing() {
    if (request.header("Transfer-Encoding") != null) {
      found.add("chunked body; Content-Length belongs there");
    } else if (request.method().equals("GET")) {
      if (request.body().length > 0) {
        found.add("GET with a body");
      }
    } else {
      required("Content-Length");
    }
    if (request.header("Content-Encoding") != null) {
      found.add("compressed body; an Agent does not unpack it");
    }
    if (request.body().length > MAX_BODY) {
      found.add("body of " + request.body().length + " bytes");
    }
    if (request.path().contains("//")) {
      found.add("doubled slash in " + request.path());
    }
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (values.size() > 1) {
                found.add("header " + name + " sent " + values.size() + " times");
              }
            });
  }

  private void method(String... allowed) {
    if (!List.of(allowed).contains(request.method())) {
      found.add("method " + request.method());
    }
  }

  private @Nullable String required(String header) {
    String value = request.header(header);
    if (value == null || value.isEmpty()) {
      found.add("header " + header + (value == null ? " is missing" : " is empty"));
      return null;
    }
    return value;
  }

  private void traceCount(int traces) {
    String value = request.header("X-Datadog-Trace-Count");
    if (value == null ? traces > 0 : !value.equals(Integer.toString(traces))) {
      found.add("X-Datadog-Trace-Count is " + value + ", the body holds " + traces + " traces");
    }
  }

  private void flag(String header) {
    String value = request.header(header);
    if (value != null && !value.equals("true")) {
      found.add(header + " is \"" + value + "\"; send true or leave it out");
    }
  }

  private void count(String header) {
    String value = request.header(header);
    if (value != null && !value.matches("[0-9]{1,18}")) {
      found.add(header + " is \"" + value + "\"");
    }
  }

  /** How an Agent reads a boolean header. */
  private static boolean isTrue(@Nullable String value) {
    return value != null && !value.isEmpty() && !value.matches("0|f|F|false|False|FALSE");
  }
}
