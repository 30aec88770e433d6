package dev.spoor.agent.lib.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.lib.LogLines;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Spoor.correlation()} of an application's own library, by the real jar. */
class LibraryCorrelationIT {
  private static final String NOTHING = "dd.service=shop dd.trace_id=0 dd.span_id=0";

  private static ForkedJvm app(FakeAgent agent, String variable) {
    return ForkedJvm.ofMain("dev.spoor.agent.scenario.correlation.ByHandScenario")
        .classPath(LogLines.applicationClassPath())
        .agent(LogLines.agentJar())
        .sendingTo(agent)
        .environment("DD_SERVICE", "shop")
        .environment(variable, "false")
        .start();
  }

  /** What is asked for by hand has nothing to do with what is put on lines unasked. */
  @ParameterizedTest
  @ValueSource(strings = {"DD_LOGS_INJECTION", "DD_TRACE_LOGBACK_ENABLED"})
  void answersTheIdsOfTheAgentsSpanWhateverIsPutOnLines(String variable) {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app = app(agent, variable)) {
      LogLines.assertEnded(app);
      List<String> answers = LogLines.of(app, "LINE");
      assertThat(answers).singleElement().asString().contains("dd.service=shop");
      LogLines.assertIds(agent, answers);
      assertThat(LogLines.of(app, "OUTSIDE")).singleElement().asString().endsWith("|" + NOTHING);
    }
  }

  @Test
  void canBeSwitchedOffByItself() {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app = app(agent, "DD_TRACE_CORRELATION_ENABLED")) {
      LogLines.assertEnded(app);
      assertThat(LogLines.of(app, "LINE")).singleElement().asString().endsWith("|" + NOTHING);
    }
  }
}
