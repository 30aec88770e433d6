package dev.spoor.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An Agent, or a proxy before it, that says no. */
class AgentRefusesIT {
  private static final List<Integer> STATUSES = List.of(400, 413, 429, 500);

  @Test
  void servesOnAndCountsEverySpanWithOneLinePerStatus() {
    try (FakeAgent agent = FakeAgent.start();
        RunningShop shop =
            new RunningShop(RunningShop.shop(agent).environment("DD_TRACE_DEBUG", "true"))) {
      int made = shop.serve(10, "well");
      agent.awaitSpans(made);
      for (int status : STATUSES) {
        agent.replyStatus(status);
        made += shop.serve(20, "refused_" + status);
        shop.jvm().awaitErr(line -> line.contains("status " + status));
      }
      agent.replyStatus(200);
      made += shop.serve(10, "well_again");
      agent.awaitSpan(span -> span.resource().contains("well_again"));
      Map<String, Long> counts = shop.end().counts();

      RunningShop.assertEverySpanCounted(counts, made);
      assertThat(counts.get("flush.spans.total")).isEqualTo(agent.spans().size());
      assertThat(counts).containsKeys("send.dropped.spans.http-400", "send.dropped.spans.http-413");
      assertThat(shop.told()).as(shop.jvm().describe("lines")).hasSize(STATUSES.size());
      agent.assertNoViolations();
    }
  }
}
