package dev.spoor.conformance;

import dev.spoor.Spoor;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Waits for the Agent, and sends what waits, before the answer. */
final class FlushEndpoints {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  void addTo(Router router) {
    router
        .get("/trace/agent/ensure_agent_info", call -> Map.of("ready", Spoor.awaitAgentInfo(LIMIT)))
        .action("/trace/span/flush", call -> flush())
        .action("/trace/stats/flush", call -> Spoor.flushStats(LIMIT))
        .post("/trace/otel/flush", call -> Map.of("success", flush()))
        .get("/trace/crash", call -> crash())
        .post("/log/otel/flush", call -> Map.of("success", true, "message", ""));
  }

  /** Ends as by a segmentation fault. Nothing here reports crashes, so there is nothing to arm. */
  private static Object crash() throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-SEGV", self).start().waitFor();
    Thread.currentThread().join();
    return Map.of();
  }

  private static boolean flush() {
    return Spoor.flush(LIMIT);
  }
}
