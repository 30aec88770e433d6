package dev.spoor.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.scenario.faults.Brief;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Programs that end as soon as they have made a span, each in its way. */
class ShortProgramIT {
  private static final int SIGTERM = 128 + 15;
  private static final int SIGKILL = 128 + 9;

  @Test
  void theLastSpanArrivesHoweverTheProgramEnds() {
    Map<String, Integer> exits = new LinkedHashMap<>();
    exits.put("return", 0);
    exits.put("exit", 3);
    exits.put("throw", 1);
    exits.put("daemon", 0);
    exits.put("wait", SIGTERM);
    Map<String, ForkedJvm> running = new LinkedHashMap<>();
    try (FakeAgent agent = FakeAgent.start()) {
      exits.keySet().forEach(way -> running.put(way, start(way, agent)));
      running.get("wait").awaitOut("waiting"::equals);
      running.get("wait").process().destroy();
      exits.forEach(
          (way, code) -> {
            assertThat(running.get(way).awaitExit()).as(way).isEqualTo(code);
            agent.awaitSpan(span -> span.meta().containsValue(way));
            if (!way.equals("throw")) {
              assertThat(running.get(way).err()).as(way).isEmpty();
            }
          });
      assertThat(agent.spans()).hasSize(exits.size());
      assertThat(running.get("throw").err())
          .first()
          .asString()
          .contains("IllegalStateException: uncaught");
      assertThat(running.get("throw").err()).noneMatch(line -> line.contains("[spoor]"));
      agent.assertNoViolations();
    } finally {
      running.values().forEach(ForkedJvm::close);
    }
  }

  @Test
  void aKilledProgramLeavesNothingBroken() {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm killed = start("wait", agent)) {
      killed.awaitOut("waiting"::equals);
      killed.process().destroyForcibly();

      assertThat(killed.awaitExit()).isEqualTo(SIGKILL);
      assertThat(killed.err()).isEmpty();
      agent.assertNoViolations();
    }
  }

  /** The interval is so long that only the end of the process can send the span. */
  private static ForkedJvm start(String way, FakeAgent agent) {
    return RunningShop.program(Brief.class, agent)
        .environment("DD_TRACE_FLUSH_INTERVAL", "600")
        .environment("DD_TAGS", "way:" + way)
        .arguments(way)
        .start();
  }
}
