package dev.spoor.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.Fault;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A heap of 64 MB and more spans than anybody could take away. */
class LittleMemoryIT {
  private static final int REQUESTS = 2_000;

  /** About a quarter of what the queue holds with this heap. */
  private static final int BATCH = 15;

  @Test
  void doesAllItsWorkWhateverTheAgentDoes() {
    Map<String, FakeAgent> agents = new LinkedHashMap<>();
    try {
      agents.put("healthy", FakeAgent.start());
      agents.put("absent", FakeAgent.start());
      agents.put("hanging", FakeAgent.start().fault(Fault.NEVER_ANSWER));
      agents.get("absent").refuseConnections();
      agents.forEach(LittleMemoryIT::saturate);
    } finally {
      agents.values().forEach(FakeAgent::close);
    }
  }

  private static void saturate(String state, FakeAgent agent) {
    try (RunningShop shop =
        new RunningShop(RunningShop.shop(agent).environment("DD_TRACE_DEBUG", "true"))) {
      int made = shop.serve(REQUESTS, "much");
      Map<String, Long> counts = shop.end().counts();

      RunningShop.assertEverySpanCounted(counts, made);
      assertThat(counts.getOrDefault("flush.spans.total", 0L))
          .as(state)
          .isEqualTo(agent.traces().size());
      assertThat(shop.told())
          .as(shop.jvm().describe(state))
          .hasSizeLessThanOrEqualTo(1)
          .allMatch(line -> line.startsWith("[spoor] "));
    }
  }

  @Test
  void losesNothingThatFitsIntoTheQueue() {
    try (FakeAgent agent = FakeAgent.start();
        RunningShop shop =
            new RunningShop(RunningShop.shop(agent).environment("DD_TRACE_DEBUG", "true"))) {
      int made = 0;
      for (int batch = 0; batch < 10; batch++) {
        made += shop.serve(BATCH, "few");
        agent.awaitSpans(made);
      }
      Map<String, Long> counts = shop.end().counts();

      RunningShop.assertEverySpanCounted(counts, made);
      assertThat(counts.get("flush.spans.total")).isEqualTo(made);
      assertThat(shop.told()).as(shop.jvm().describe("lines")).isEmpty();
      agent.assertNoViolations();
    }
  }
}
