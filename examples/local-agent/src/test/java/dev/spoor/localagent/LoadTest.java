package dev.spoor.localagent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A short burst of {@link Load}: nothing is refused, and what is kept stays within its bounds. */
class LoadTest {
  @Test
  void aBurstIsTakenWithinBounds() throws Exception {
    try (LocalAgent agent = TestAgent.start(500, 4 << 20)) {
      Load load = new Load(agent.port());
      Load.Outcome outcome = load.run(1_000, 2);
      assertThat(outcome.refused()).isZero();
      JsonNode traces = load.status().get("traces");
      assertThat(traces.get("count").asInt()).isBetween(1, 500);
      assertThat(traces.get("bytes").asLong()).isBetween(1L, 4L << 20);
      assertThat(traces.get("count").asLong() + traces.get("dropped").asLong())
          .isEqualTo(outcome.sent());
      assertThat(outcome.millis()).isNotEmpty();
    }
  }
}
