package dev.spoor.agent.lib.logback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.lib.LogLines;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logback under other names, as bundled by a build. */
class RelocatedLogbackIT {
  @Test
  void aRelocatedLogbackGetsNoIdsOfTheAgentButOurEncoderAndOurApiHaveThem(@TempDir Path folder)
      throws IOException {
    String classPath = RelocatedJar.of(LogLines.applicationClassPath(), folder);
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app =
            ForkedJvm.ofMain("dev.spoor.agent.scenario.logback.RelocatedScenario")
                .classPath(classPath)
                .agent(LogLines.agentJar())
                .sendingTo(agent)
                .environment("DD_SERVICE", "shop")
                .start()) {
      LogLines.assertEnded(app);
      assertThat(LogLines.of(app, "EVENT"))
          .containsExactly("RELOCATED|EVENT|relocated.ch.qos.logback.classic.spi.LoggingEvent");
      assertThat(LogLines.of(app, "BARE"))
          .singleElement()
          .asString()
          .contains("inside dd.trace_id= dd.span_id= dd.service= ");
      List<String> encoded = LogLines.of(app, "LINE");
      assertThat(encoded).hasSize(2);
      LogLines.assertIds(agent, encoded);
      agent.assertNoViolations();
    }
  }
}
