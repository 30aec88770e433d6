package dev.spoor.benchmarks.overhead.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.AgentRequest;
import dev.spoor.testing.FakeAgent;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The floor sends what it is told to, or its figures would be none. */
@Timeout(120)
class FloorSenderTest {
  /** Larger than what is written at once, and more than one body holds of them. */
  private static final int TRACES = 1_500;

  @Test
  void sendsEachTraceOnce() throws InterruptedException {
    byte[] bytes = new byte[7_000];
    Arrays.fill(bytes, (byte) 0xc0);
    bytes[0] = (byte) 0x91;
    try (FakeAgent agent = FakeAgent.start()) {
      FloorSender.Trace trace = FloorSender.start(URI.create(agent.url())).trace(bytes);
      for (int i = 0; i < TRACES; i++) {
        trace.add();
      }
      while (sent(agent) < TRACES) {
        Thread.sleep(1);
      }
      List<AgentRequest> requests = agent.requests("/v0.4/traces");
      assertThat(sent(agent)).isEqualTo(TRACES);
      for (AgentRequest request : requests) {
        assertThat(request.body()).hasSize(5 + count(request) * bytes.length);
        assertThat(request.body()[5 + (count(request) - 1) * bytes.length]).isEqualTo(bytes[0]);
      }
    }
  }

  private static int sent(FakeAgent agent) {
    return agent.requests("/v0.4/traces").stream().mapToInt(FloorSenderTest::count).sum();
  }

  private static int count(AgentRequest request) {
    return Integer.parseInt(Objects.requireNonNull(request.header("X-Datadog-Trace-Count")));
  }
}
