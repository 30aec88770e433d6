package dev.spoor.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import org.junit.jupiter.api.Test;

/** On a laptop nobody listens on the Agent's port; later somebody may. */
class AgentAbsentIT {

  @Test
  void servesWithoutAgentInOneLineAndSendsOnceItComes() {
    try (FakeAgent agent = FakeAgent.start()) {
      agent.refuseConnections();
      try (RunningShop shop = new RunningShop(RunningShop.shop(agent))) {
        // Several times what fits into the queue of a heap of 64 MB.
        shop.serve(500, "absent");
        shop.jvm().awaitErr(line -> line.contains("No Datadog Agent"));
        shop.serve(500, "still_absent");
        assertThat(shop.err()).hasSize(1).first().asString().startsWith("[spoor] INFO");

        agent.acceptConnections();
        shop.serve(10, "present");
        agent.awaitSpan(span -> span.resource().contains("present"));
        shop.jvm().awaitErr(line -> line.contains("is up"));
        shop.serve(10, "later");
        agent.awaitSpan(span -> span.resource().contains("later"));

        assertThat(shop.end().err()).as(shop.jvm().describe("lines")).hasSize(2);
      }
      agent.assertNoViolations();
      assertThat(agent.spans()).anyMatch(span -> span.resource().contains("still_absent"));
    }
  }
}
