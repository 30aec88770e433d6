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
  void missingProcessTypeIsTold() {
    assertThatThrownBy(() -> Procfile.command(OURS, "worker", Map.of()))
        .isInstanceOf(DemoFailure.class)
        .hasMessageContaining("worker");
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
