package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.lib.probe.ProbePlugin;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Context travels with tasks, and nobody's task is anything but itself: the real jar, each JDK. */
class ExecutorsIT {
  private static final String MAIN = "dev.spoor.agent.scenario.executors.ExecutorScenario";
  private static final int CASES = 70;

  @TempDir static Path directory;
  private static Path agent;
  private static Path classPath;

  @BeforeAll
  static void build() throws Exception {
    agent = AgentJar.plusPlugins(directory, ProbePlugin.class);
    classPath = Fork.application(directory, "dev/spoor/agent/scenario/executors");
  }

  static List<Path> jdks() throws Exception {
    return Fork.jdks();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everyTaskRunsUnderItsOwnContext(Path jdk) throws Exception {
    Fork.Result result =
        new Fork(directory, jdk)
            .java(List.of("-javaagent:" + agent, "-cp", classPath.toString(), MAIN));

    assertThat(result.out()).noneMatch(line -> line.startsWith("WRONG"));
    assertThat(result.out()).filteredOn(line -> line.startsWith("ok ")).hasSizeGreaterThan(CASES);
    assertThat(result.out()).last().isEqualTo("end");
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
  }
}
