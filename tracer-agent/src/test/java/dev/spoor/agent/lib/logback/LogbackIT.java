package dev.spoor.agent.lib.logback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.lib.LogLines;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines of a real application, by the real jar, against the spans that arrived with them. */
class LogbackIT {
  private static final String SCENARIO = "dev.spoor.agent.scenario.logback.LoggingScenario";

  /** The JDK of this build, and a newer one beside it. */
  static List<Path> jdks() throws Exception {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    List<Path> result = new ArrayList<>();
    result.add(own);
    if (Runtime.version().feature() < 21) {
      try (Stream<Path> beside = Files.list(own.getParent())) {
        beside
            .filter(each -> Files.exists(each.resolve("release")))
            .filter(each -> release(each).contains("JAVA_VERSION=\"25"))
            .findFirst()
            .ifPresentOrElse(
                result::add,
                () -> System.out.println("No JDK 25 beside " + own + ": no virtual threads"));
      }
    }
    return result;
  }

  private static String release(Path jdk) {
    try {
      return Files.readString(jdk.resolve("release"));
    } catch (IOException e) {
      return "";
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void linesCarryTheIdsOfTheSpanThatWasOpenWhenTheyWereLogged(Path jdk) {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app =
            app(jdk)
                .agent(LogLines.agentJar())
                .sendingTo(agent)
                .arguments(
                    "ONETWO=" + LogLines.libraries("logback-1.2"),
                    "ONETHREE=" + LogLines.libraries("logback-1.3"),
                    "ONEFOUR=" + LogLines.libraries("logback-1.4"),
                    "ONEFIVE=" + LogLines.libraries("logback-1.5"))
                .start()) {
      LogLines.assertEnded(app);
      assertThat(LogLines.of(app, "CHECK")).isNotEmpty().allMatch(check -> check.endsWith("|true"));
      List<String> lines = LogLines.of(app, "LINE");
      LogLines.assertIds(agent, lines);
      assertThat(lines).hasSize(expectedLines(app));
      agent.assertNoViolations();
    }
  }

  /** What each set of libraries has: encoders, hand-overs, and four lines of other cases. */
  private static int expectedLines(ForkedJvm app) {
    boolean virtual =
        LogLines.of(app, "ABSENT").stream().noneMatch(each -> each.endsWith("threads"));
    if (!virtual) {
      System.out.println("No virtual threads on this JDK: half of the cases");
    }
    int newest = 4 * 4;
    int oneTwo = 3;
    // With logstash-logback-encoder 7.4.
    int oneThree = 3 * 4;
    int oneFour = 2 * 3;
    // With logstash-logback-encoder 8.1 and Spring Boot's three formats.
    int oneFive = 6 * 4;
    return (virtual ? 2 : 1) * (newest + oneTwo + oneThree + oneFour + oneFive) + 5 * 4;
  }

  @Test
  void injectionCanBeSwitchedOff() {
    assertThat(linesWithout("DD_LOGS_INJECTION"))
        .anyMatch(LogbackIT::isOfOurEncoder)
        .noneMatch(LogLines::hasTraceId);
  }

  /** What the application configured itself has ids by its own library then. */
  @Test
  void logbackCanBeLeftAlone() {
    assertThat(linesWithout("DD_TRACE_LOGBACK_ENABLED"))
        .anyMatch(line -> isOfOurEncoder(line) && LogLines.hasTraceId(line))
        .noneMatch(line -> !isOfOurEncoder(line) && LogLines.hasTraceId(line));
  }

  private static boolean isOfOurEncoder(String line) {
    return line.contains("|DATADOG_");
  }

  private static List<String> linesWithout(String variable) {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app =
            app(Path.of(System.getProperty("java.home")))
                .agent(LogLines.agentJar())
                .sendingTo(agent)
                .environment(variable, "false")
                .start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();

      assertThat(LogLines.errors(app)).isEmpty();
      agent.awaitSpan(span -> span.resource().equals("CALL ANSWERS_NEWEST()"));
      return LogLines.of(app, "LINE");
    }
  }

  @Test
  void logbackIsNotLoadedBeforeTheApplicationAsksForIt() {
    try (ForkedJvm app =
        ForkedJvm.ofMain("dev.spoor.app.SampleApp")
            .agent(LogLines.agentJar())
            .classPath(System.getProperty("java.class.path"))
            .options("-Xlog:class+load")
            .start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();

      assertThat(app.out()).anyMatch(line -> line.contains("dev.spoor.app.SampleApp"));
      assertThat(app.out())
          .noneMatch(line -> line.contains("ch.qos.logback") || line.contains("org.slf4j"));
    }
  }

  private static ForkedJvm.Builder app(Path jdk) {
    return ForkedJvm.ofMain(SCENARIO)
        .javaHome(jdk.toFile())
        .classPath(LogLines.applicationClassPath())
        .environment("DD_SERVICE", "shop")
        .environment("DD_ENV", "prod")
        .environment("DD_VERSION", "1.2");
  }
}
