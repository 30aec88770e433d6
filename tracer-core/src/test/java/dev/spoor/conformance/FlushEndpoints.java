package dev.spoor.conformance;

import dev.spoor.Spoor;
import java.time.Duration;
import java.util.Map;

/** Waits for the Agent, and sends what waits, before the answer. */
final class FlushEndpoints {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final SpanTable spans;

  FlushEndpoints(SpanTable spans) {
    this.spans = spans;
  }

  void addTo(Router router) {
    router
        .get("/trace/agent/ensure_agent_info", call -> Map.of("ready", Spoor.awaitAgentInfo(LIMIT)))
        .action("/trace/span/flush", call -> flush())
        .action("/trace/stats/flush", call -> Spoor.flushStats(LIMIT))
        .post("/trace/otel/flush", call -> Map.of("success", flush()))
        .post("/log/otel/flush", call -> Map.of("success", true, "message", ""));
  }

  private boolean flush() {
    boolean sent = Spoor.flush(LIMIT);
    spans.clear();
    return sent;
  }
}
