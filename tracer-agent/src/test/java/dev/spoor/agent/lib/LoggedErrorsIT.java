package dev.spoor.agent.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code DD_LOGS_ERROR_MARKS_SPAN}, on and off, with the real jar. */
class LoggedErrorsIT {
  private static final String[] MARKED = {"LOGBACK", "LOGFOURJ", "FLUENT", "ASYNC", "JUL", "FIRST"};

  private static ForkedJvm app(FakeAgent agent, String log4j, String value) {
    String others =
        Arrays.stream(LogLines.applicationClassPath().split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("log4j-"))
            .collect(Collectors.joining(File.pathSeparator));
    return ForkedJvm.ofMain("dev.spoor.agent.scenario.log4j.ErrorCases")
        .classPath(others + File.pathSeparator + LogLines.libraries(log4j).resolve("*"))
        .agent(LogLines.agentJar())
        .sendingTo(agent)
        .environment("DD_LOGS_ERROR_MARKS_SPAN", value)
        // Says nothing of a missing configuration.
        .options("-Dlog4j2.StatusLogger.level=OFF", "-Dlog4j2.level=INFO")
        .start();
  }

  private static DecodedSpan span(FakeAgent agent, String name) {
    return agent.awaitSpan(span -> span.resource().equals("CALL " + name + "()"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"log4j", "log4j-2.17", "log4j-2.7"})
  void aLineOfLevelErrorWithAnExceptionMarksTheSpanOnRequest(String log4j) {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app = app(agent, log4j, "true")) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();

      for (String name : MARKED) {
        SpanAssert.assertThat(span(agent, name))
            .hasError("java.lang.IllegalStateException")
            .hasTag("error.message", "one");
      }
      SpanAssert.assertThat(span(agent, "QUIET")).hasNoError();
      assertThat(span(agent, "QUIET").tag("error.message")).isNull();
      agent.assertNoViolations();
    }
  }

  @Test
  void loggedErrorsLeaveSpansAloneUnlessAskedFor() {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app = app(agent, "log4j", "false")) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();

      for (String name : MARKED) {
        SpanAssert.assertThat(span(agent, name)).hasNoError();
        assertThat(span(agent, name).tag("error.type")).as(name).isNull();
      }
    }
  }
}
