package dev.spoor.agent.lib.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.lib.LogLines;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Log4j 2 in three versions and java.util.logging, by the real jar, against the spans. */
class OtherLogsIT {
  private static final int VERSIONS = 3;
  private static final int LOG4J_LINES = 7;
  private static final int BRIDGED_LINES = 4;

  private static ForkedJvm.Builder app(FakeAgent agent) {
    return ForkedJvm.ofMain("dev.spoor.agent.scenario.log4j.OtherLogsScenario")
        .classPath(LogLines.applicationClassPath())
        .agent(LogLines.agentJar())
        .sendingTo(agent)
        .environment("DD_SERVICE", "shop")
        .arguments(
            "NEW=" + LogLines.libraries("log4j"),
            "OLD=" + LogLines.libraries("log4j-2.17"),
            "OLDEST=" + LogLines.libraries("log4j-2.7"));
  }

  @Test
  void linesCarryTheIdsOfTheSpanThatWasOpenWhenTheyWereLogged() {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app = app(agent).start()) {
      LogLines.assertEnded(app);
      List<String> lines = LogLines.of(app, "LINE");
      LogLines.assertIds(agent, lines);
      assertThat(lines).hasSize(VERSIONS * LOG4J_LINES + 2 + BRIDGED_LINES);
      assertThat(lines)
          .filteredOn(line -> line.contains("PATTERN") && !isBridged(line))
          .hasSize(VERSIONS * 3);
      assertThat(LogLines.of(app, "ANSWER"))
          .hasSize(VERSIONS)
          .allMatch(line -> LogLines.hasTraceId(line) && line.endsWith(" copied=false"));
      assertThat(LogLines.of(app, "OWN"))
          .hasSize(VERSIONS)
          .allMatch(line -> line.contains("dd.trace_id=mine dd.span_id= dd.service=shop"));
      assertThat(LogLines.of(app, "OUTSIDE"))
          .hasSize(VERSIONS + 1)
          .noneMatch(LogLines::hasTraceId)
          .filteredOn(line -> !line.startsWith("JUL"))
          .allMatch(line -> line.contains("dd.trace_id= dd.span_id= dd.service=shop user="));
      agent.assertNoViolations();
    }
  }

  private static boolean isBridged(String line) {
    return line.startsWith("JULBRIDGE|");
  }

  /** Two plugins see such a line, and only the second of them may say anything. */
  @Test
  void linesThatJulToSlf4jHandsToLogbackHaveTheIdsOnceAndNotInTheirMessage() {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app = app(agent).start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();

      List<String> lines =
          LogLines.of(app, "LINE").stream().filter(OtherLogsIT::isBridged).toList();
      assertThat(lines).hasSize(BRIDGED_LINES);
      // Compares all ids that a line has with those of its span.
      LogLines.assertIds(agent, lines);
      assertThat(LogLines.of(app, "MESSAGE"))
          .hasSize(BRIDGED_LINES)
          .allMatch(line -> line.endsWith("|with a parameter"));
    }
  }

  @Test
  void injectionCanBeSwitchedOff() {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app = app(agent).environment("DD_LOGS_INJECTION", "false").start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();

      assertThat(LogLines.of(app, "LINE")).isNotEmpty().noneMatch(LogLines::hasTraceId);
    }
  }
}
