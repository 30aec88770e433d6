package dev.spoor.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.Fault;
import dev.spoor.testing.ForkedJvm;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An Agent that accepts connections and then does not what it should. */
class SickAgentIT {
  /** So long that whoever waits for it is not mistaken for a slow machine. */
  private static final String TIMEOUT = "60";

  private static final Duration QUIET = Duration.ofMillis(200);

  @Test
  void delaysNeitherStartNorWorkNorExitFromTheFirstRequestOn() {
    Map<FakeAgent, RunningShop> running = new LinkedHashMap<>();
    try {
      for (Fault fault : Fault.values()) {
        if (fault != Fault.NONE && fault != Fault.GARBAGE_BODY) {
          FakeAgent agent = FakeAgent.start().fault(fault).dripDelay(Duration.ofSeconds(1));
          ForkedJvm.Builder shop =
              RunningShop.shop(agent).environment("DD_TRACE_AGENT_TIMEOUT", TIMEOUT);
          running.put(agent, new RunningShop(shop));
        }
      }
      running.values().forEach(shop -> shop.serve(50, "sick"));
      running.values().forEach(shop -> shop.jvm().say("end"));
      running.forEach(
          (agent, shop) -> {
            RunningShop.assertEnds(shop.jvm());
            assertThat(shop.err())
                .as(shop.jvm().describe("lines"))
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(line -> line.startsWith("[spoor] "));
            assertThat(agent.connectionsAccepted()).isPositive();
          });
    } finally {
      running.values().forEach(RunningShop::close);
      running.keySet().forEach(FakeAgent::close);
    }
  }

  @Test
  void delaysNotTheExitWhenItFallsSickLater() {
    try (FakeAgent agent = FakeAgent.start();
        RunningShop shop =
            new RunningShop(
                RunningShop.shop(agent).environment("DD_TRACE_AGENT_TIMEOUT", TIMEOUT))) {
      agent.awaitSpans(shop.serve(5, "well"));
      agent.fault(Fault.NEVER_READ);
      agent.closeConnections();
      shop.serve(500, "sick");

      assertThat(shop.end().err()).as(shop.jvm().describe("lines")).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void isSentToAgainOnceItAnswers() {
    try (FakeAgent agent = FakeAgent.start();
        RunningShop shop =
            new RunningShop(
                RunningShop.shop(agent)
                    .environment("DD_TRACE_AGENT_TIMEOUT", "0.5")
                    .environment("DD_TRACE_DEBUG", "true"))) {
      int made = shop.serve(5, "well");
      agent.awaitSpans(made);
      for (Fault fault : new Fault[] {Fault.NEVER_ANSWER, Fault.GARBAGE, Fault.HANG_UP}) {
        int requests = agent.requests("/v0.4/traces").size();
        agent.fault(fault);
        made += shop.serve(20, "ill");
        agent.awaitRequests("/v0.4/traces", requests + 1);
        agent.fault(Fault.NONE);
        made += shop.serve(5, "after_" + fault);
        agent.awaitSpan(span -> span.resource().contains("after_" + fault));
      }
      RunningShop.assertEverySpanCounted(shop.end().counts(), made);
      // One for an Agent that is silent, one for what is no answer at all.
      assertThat(shop.told()).as(shop.jvm().describe("lines")).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void losesNothingWhenIdleConnectionsDieOrItIsRestarted() {
    try (FakeAgent agent = FakeAgent.start();
        RunningShop shop =
            new RunningShop(RunningShop.shop(agent).environment("DD_TRACE_DEBUG", "true"))) {
      int made = 0;
      for (int phase = 0; phase < 6; phase++) {
        made += shop.serve(5, "phase");
        agent.awaitSpans(made);
        // The answer to what has arrived is out before the connection goes.
        agent.awaitQuiet(QUIET);
        if (phase % 2 == 0) {
          agent.closeConnections();
        } else {
          agent.restart();
        }
      }
      Map<String, Long> counts = shop.end().counts();

      RunningShop.assertEverySpanCounted(counts, made);
      assertThat(counts.get("flush.spans.total")).isEqualTo(made);
      assertThat(agent.spans()).hasSize(made);
      assertThat(agent.connectionsAccepted()).isGreaterThanOrEqualTo(6);
      assertThat(shop.told()).as(shop.jvm().describe("lines")).isEmpty();
      agent.assertNoViolations();
    }
  }
}
