package dev.spoor.agent.lib.logback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.wire.DecodedSpan;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines of a real application, by the real jar, against the spans that arrived with them. */
class LogbackIT {
  private static final String SCENARIO = "dev.spoor.agent.scenario.logback.LoggingScenario";
  private static final Pattern TRACE_ID = Pattern.compile("trace_id\\W+([0-9a-f]{32})\\b");
  private static final Pattern SPAN_ID = Pattern.compile("span_id\\W+([0-9]+)\\b");

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
                .agent(agentJar())
                .sendingTo(agent)
                .arguments(
                    "ONETWO=" + libraries("logback-1.2"),
                    "ONETHREE=" + libraries("logback-1.3"),
                    "ONEFIVE=" + libraries("logback-1.5"))
                .start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();

      assertThat(app.err()).isEmpty();
      assertThat(app.out()).endsWith("done");
      assertThat(of(app, "CHECK")).isNotEmpty().allMatch(check -> check.endsWith("|true"));
      List<String> lines = of(app, "LINE");
      assertLines(agent, lines);
      assertThat(lines).hasSize(expectedLines(app));
      agent.assertNoViolations();
    }
  }

  private static void assertLines(FakeAgent agent, List<String> lines) {
    agent.awaitTraces(lines.size());
    Map<String, DecodedSpan> spans =
        agent.spans().stream()
            .filter(span -> span.resource().startsWith("CALL "))
            .collect(Collectors.toMap(DecodedSpan::resource, Function.identity()));
    for (String line : lines) {
      String name = line.split("\\|", 4)[2];
      DecodedSpan span = spans.get("CALL " + name + "()");
      assertThat(span).as("span of %s among %s", name, spans.keySet()).isNotNull();
      String traceId = span.tag("_dd.p.tid") + String.format("%016x", span.traceId());
      assertThat(found(TRACE_ID, line)).as(line).isEqualTo(traceId);
      assertThat(found(SPAN_ID, line)).as(line).isEqualTo(Long.toUnsignedString(span.spanId()));
    }
  }

  /** The single match, or everything that matched. */
  private static String found(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    List<String> all = new ArrayList<>();
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return String.join(" ", all);
  }

  /** What each set of libraries has: encoders, hand-overs, and four lines of other cases. */
  private static int expectedLines(ForkedJvm app) {
    boolean virtual = of(app, "ABSENT").stream().noneMatch(each -> each.endsWith("threads"));
    if (!virtual) {
      System.out.println("No virtual threads on this JDK: half of the cases");
    }
    int newest = 4 * 4;
    int oneTwo = 3;
    int oneThree = 2 * 3;
    int oneFive = 2 * 3;
    return (virtual ? 2 : 1) * (newest + oneTwo + oneThree + oneFive) + 4 * 4;
  }

  @ParameterizedTest
  @MethodSource("switches")
  void injectionCanBeSwitchedOff(String variable) {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app =
            app(Path.of(System.getProperty("java.home")))
                .agent(agentJar())
                .sendingTo(agent)
                .environment(variable, "false")
                .start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();

      assertThat(app.err()).isEmpty();
      assertThat(of(app, "LINE")).isNotEmpty().noneMatch(line -> !found(TRACE_ID, line).isEmpty());
      agent.awaitSpan(span -> span.resource().equals("CALL ANSWERS_NEWEST()"));
    }
  }

  static List<String> switches() {
    return List.of("DD_LOGS_INJECTION", "DD_TRACE_LOGBACK_ENABLED");
  }

  @Test
  void logbackIsNotLoadedBeforeTheApplicationAsksForIt() {
    try (ForkedJvm app =
        ForkedJvm.ofMain("dev.spoor.app.SampleApp")
            .agent(agentJar())
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
        .classPath(applicationClassPath())
        .environment("DD_SERVICE", "shop")
        .environment("DD_ENV", "prod")
        .environment("DD_VERSION", "1.2");
  }

  /** What an application would have: no part of the agent but the scenario's own folder. */
  private static String applicationClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("byte-buddy") && !entry.endsWith("tracer-agent.jar"))
        .filter(
            entry ->
                !entry.endsWith(String.join(File.separator, "tracer-agent", "target", "classes")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> of(ForkedJvm app, String kind) {
    return app.out().stream().filter(line -> line.contains("|" + kind + "|")).toList();
  }

  private static File agentJar() {
    return new File(System.getProperty("spoor.agent.jar", "target/tracer-agent.jar"));
  }

  private static Path libraries(String set) {
    Path directory = agentJar().getAbsoluteFile().getParentFile().toPath();
    return directory.resolve("scenario-libs").resolve(set);
  }
}
