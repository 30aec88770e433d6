package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.lib.sample.SamplePlugin;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real jar, with a test plugin, in a JVM of its own. */
class AgentIT {
  private static final String APP = "dev.spoor.app.SampleApp";

  @TempDir static Path directory;
  private static Path agent;
  private static Path classPath;

  @BeforeAll
  static void build() throws Exception {
    agent = AgentJar.withPlugins(directory, SamplePlugin.class);
    classPath = Fork.application(directory);
  }

  static List<Path> jdks() throws Exception {
    return Fork.jdks();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void weavesEveryKindOfAdvice(Path jdk) throws Exception {
    Fork.Result result =
        new Fork(directory, jdk)
            .java(List.of("-Xverify:all", "-javaagent:" + agent, "-cp", classPath.toString(), APP));

    assertThat(result.out())
        .containsExactly(
            "enter greet world",
            "exit greet world hello world null",
            "hello world!",
            "enter greet ",
            "hello ",
            "42",
            "QUIET",
            "before task",
            "in task",
            "after task",
            "7",
            "8",
            "task",
            "call Leaf",
            "42",
            "true");
    assertThat(result.exit()).isZero();
    assertThat(result.err()).hasSize(2);
    assertThat(result.err().get(0)).contains("Broken", "skipped", "broken advice");
    assertThat(result.err().get(1)).contains("Misfit", "switched off");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void weavesWhatIsLoadedWhenItIsAttached(Path jdk) throws Exception {
    Fork.Result result =
        new Fork(directory, jdk)
            .java(
                List.of(
                    "-Djdk.attach.allowAttachSelf=true",
                    "-XX:+EnableDynamicAgentLoading",
                    "-cp",
                    classPath.toString(),
                    "dev.spoor.app.AttachApp",
                    agent.toString()));

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).containsExactly("done", "attach", "task", "call Job", "done");
  }

  /** Agents that transform the same classes, before us and after us, see and leave our advice. */
  @ParameterizedTest
  @MethodSource("jdks")
  void sharesClassesWithOtherAgents(Path jdk) throws Exception {
    Path other = AgentJar.of(directory, "dev.spoor.app.RewritingAgent");
    Fork.Result result =
        new Fork(directory, jdk)
            .java(
                List.of(
                    "-javaagent:" + other,
                    "-javaagent:" + agent,
                    "-javaagent:" + other,
                    "-cp",
                    classPath.toString(),
                    "dev.spoor.app.TwiceApp"));

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .containsExactly("call Job", "1", "retransformed", "call Job", "2", "retransformed");
  }
}
