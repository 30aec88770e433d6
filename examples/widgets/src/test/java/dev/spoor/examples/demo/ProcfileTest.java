package dev.spoor.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcfileTest {

  private static final Path OURS = Path.of("Procfile");

  @Test
  void ourOwnLineRunsTheAgentAndTheApplication() throws Exception {
    assertThat(Procfile.command(OURS, "web", Map.of()))
        .containsExactly(
            "java", "-javaagent:target/agent/tracer-agent.jar", "-jar", "target/widgets.jar");
  }

  @Test
  void workerIsTheSameWithAWordAndReleaseNeedsNoAgent() throws Exception {
    assertThat(Procfile.command(OURS, "worker", Map.of()))
        .startsWith("java", "-javaagent:target/agent/tracer-agent.jar")
        .endsWith("-jar", "target/widgets.jar", "worker");
    assertThat(Procfile.command(OURS, "release", Map.of()))
        .containsExactly("java", "-jar", "target/widgets.jar", "release");
  }

  @Test
  void missingProcessTypeIsTold() {
    assertThatThrownBy(() -> Procfile.command(OURS, "clock", Map.of()))
        .isInstanceOf(DemoFailure.class)
        .hasMessageContaining("clock");
  }

  @Test
  void wordsAreSplitAsAShellDoes() {
    assertThat(
            Procfile.words(
                "java  $JAVA_OPTS -Dp=$PORT \"a b\" 'c $PORT' x${PORT}y \"\" -Dz=\"1 2\"",
                Map.of("PORT", "80")))
        .containsExactly("java", "-Dp=80", "a b", "c $PORT", "x80y", "", "-Dz=1 2");
  }
}
