package dev.spoor.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.scenario.faults.Brief;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** Heroku's one-off dynos have no Agent and are soon gone; there is nothing to wait for. */
  @ParameterizedTest
  @CsvSource({"run.1234, 0", "release.5678, 0", "scheduler.9, 0", "web.1, 1"})
  void saysNothingInDynosThatNeverHaveAnAgent(String dyno, int lines) {
    try (FakeAgent agent = FakeAgent.start()) {
      agent.refuseConnections();
      try (ForkedJvm program =
          RunningShop.program(Brief.class, agent)
              .arguments("return")
              .environment("DYNO", dyno)
              .start()) {
        assertThat(program.awaitExit()).as(program.describe("exit")).isZero();
        assertThat(program.err()).as(program.describe("lines")).hasSize(lines);
      }
    }
  }
}
