package dev.spoor.localagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings come from the environment; a bad one costs one line. */
class SettingsTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private Settings from(Map<String, String> env) {
    return Settings.from(env, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @Test
  void defaultsAreThoseOfAnAgent() {
    Settings settings = from(Map.of("DD_APM_RECEIVER_PORT", "", "DD_BIND_HOST", " "));
    assertThat(settings.host()).isEqualTo("localhost");
    assertThat(settings.port()).isEqualTo(8126);
    assertThat(settings.maxTraces()).isEqualTo(1_000);
    assertThat(settings.maxBytes()).isPositive();
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void goodValuesAreTaken() {
    Settings settings =
        from(
            Map.of(
                "DD_APM_RECEIVER_PORT", " 18126 ",
                "DD_BIND_HOST", "0.0.0.0",
                "LOCAL_AGENT_MAX_TRACES", "5",
                "LOCAL_AGENT_MAX_BYTES", "1000"));
    assertThat(settings).isEqualTo(new Settings("0.0.0.0", 18_126, 5, 1_000));
  }

  @Test
  void aBadValueIsToldOnceAndReplaced() {
    assertThat(from(Map.of("DD_APM_RECEIVER_PORT", "70000")).port()).isEqualTo(8126);
    assertThat(from(Map.of("LOCAL_AGENT_MAX_TRACES", "many")).maxTraces()).isEqualTo(1_000);
    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("DD_APM_RECEIVER_PORT", "using 8126"),
            line -> assertThat(line).contains("LOCAL_AGENT_MAX_TRACES", "using 1000"));
  }
}
