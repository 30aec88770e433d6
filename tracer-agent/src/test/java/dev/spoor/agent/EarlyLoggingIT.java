package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.lib.LogLines;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logback that somebody used before the agent was there. */
class EarlyLoggingIT {
  private static final String APP = "dev.spoor.app.EarlyLoggingApp";

  @Test
  void aLoggerThatWasUsedBeforeTheAgentWokeGetsIdsAndEarlierEventsStayAsTheyWere(
      @TempDir Path folder) throws IOException {
    Path other = AgentJar.of(folder, APP);
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app =
            ForkedJvm.ofMain(APP)
                .agent(other.toFile())
                .agent(AgentJar.real().toFile())
                .classPath(LogLines.applicationClassPath())
                .sendingTo(agent)
                .environment("DD_SERVICE", "shop")
                .start()) {
      LogLines.assertEnded(app);
      List<String> lines = LogLines.of(app, "LINE");
      assertThat(lines).hasSize(2);
      LogLines.assertIds(agent, lines);
      assertThat(LogLines.of(app, "ASKED")).containsExactly("EARLY|ASKED|EARLY_ASKED|{}");
      agent.assertNoViolations();
    }
  }
}
