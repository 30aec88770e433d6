package dev.spoor.agent.lib.logback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.lib.LogLines;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without the agent, by the library and what docs/logging.md says for logstash-logback-encoder: in
 * the versions that our own encoder cannot stand on, and in the one that it does.
 */
class LibraryEncodersIT {
  private static final List<String> VERSIONED =
      List.of("logback-", "slf4j-", "logstash-logback-encoder", "jackson-");

  static List<Arguments> versions() {
    return List.of(
        Arguments.of("SEVEN", withOlder("logback-1.3")),
        Arguments.of("EIGHT", withOlder("logback-1.5")),
        Arguments.of("NINE", LogLines.applicationClassPath()));
  }

  private static String withOlder(String set) {
    return Arrays.stream(LogLines.applicationClassPath().split(File.pathSeparator, -1))
            .filter(entry -> VERSIONED.stream().noneMatch(new File(entry).getName()::startsWith))
            .collect(Collectors.joining(File.pathSeparator))
        + File.pathSeparator
        + LogLines.libraries(set).resolve("*");
  }

  private static ForkedJvm.Builder app(String set, String classPath, Map<String, String> files) {
    ForkedJvm.Builder app =
        ForkedJvm.ofMain("dev.spoor.agent.scenario.logback.LibraryScenario")
            .classPath(classPath)
            .environment("DD_SERVICE", "shop")
            .arguments(set);
    files.forEach(
        (name, file) ->
            app.arguments(name, new File("src/test/resources/scenario/logback", file).getPath()));
    return app;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  void theDocumentedConfigurationsWriteIdsWithoutTheAgent(String set, String classPath) {
    Map<String, String> files = new TreeMap<>(Map.of("NESTED", "nested.xml", "ROOT", "root.xml"));
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app = app(set, classPath, files).sendingTo(agent).start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();

      assertThat(LogLines.of(app, "STATUS")).isEmpty();
      assertThat(app.out()).endsWith("done");
      List<String> lines = LogLines.of(app, "LINE");
      assertThat(lines).hasSize(2);
      LogLines.assertIds(agent, lines);
      assertThat(lines)
          .anyMatch(line -> line.contains("\"dd\":{\"trace_id\":\""))
          .anyMatch(line -> line.contains("\"dd.trace_id\":\""))
          .allMatch(line -> line.contains("\"ddsource\":\"java\""));
      assertThat(LogLines.of(app, "OUTSIDE"))
          .hasSize(2)
          .allMatch(line -> line.contains("\"message\":\"outside\"") && line.contains("shop"))
          .noneMatch(line -> line.contains("trace_id"));
      agent.assertNoViolations();
    }
  }

  /** What the documents say of it; when it changes, they should. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  void ourEncoderNeedsVersionNine(String set, String classPath) {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app = app(set, classPath, Map.of("OWN", "own.xml")).sendingTo(agent).start()) {
      boolean works = app.awaitExit() == 0;

      assertThat(works).as(app.describe("exit")).isEqualTo(set.equals("NINE"));
      if (works) {
        LogLines.assertIds(agent, LogLines.of(app, "LINE"));
      } else {
        assertThat(app.err())
            .anyMatch(line -> line.contains("NoClassDefFoundError: net/logstash/logback/"));
      }
    }
  }
}
