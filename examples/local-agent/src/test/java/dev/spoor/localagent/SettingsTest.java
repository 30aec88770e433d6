package dev.spoor.localagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings come from the environment; a bad one costs one line. */
class SettingsTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private Settings from(Map<String, String> env) {
    return Settings.from(List.of(), env, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @Test
  void defaultsAreThoseOfAnAgent() {
    Settings settings = from(Map.of("DD_APM_RECEIVER_PORT", "", "DD_BIND_HOST", " "));
    assertThat(settings.host()).isEqualTo("localhost");
    assertThat(settings.port()).isEqualTo(8126);
    assertThat(settings.statsdPort()).isEqualTo(8125);
    assertThat(settings.logFiles()).isEmpty();
    assertThat(settings.limits().traces()).isEqualTo(10_000);
    assertThat(settings.limits().traceBytes()).isPositive();
    assertThat(settings.limits().logBytes()).isPositive();
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void goodValuesAreTaken() {
    Settings settings =
        from(
            Map.of(
                "DD_APM_RECEIVER_PORT", " 18126 ",
                "DD_BIND_HOST", "0.0.0.0",
                "DD_DOGSTATSD_PORT", "0",
                "LOCAL_AGENT_LOG_FILES", "a.log" + File.pathSeparator + " b.log",
                "LOCAL_AGENT_MAX_TRACES", "5",
                "LOCAL_AGENT_MAX_BYTES", "1000",
                "LOCAL_AGENT_MAX_LOGS", "7",
                "LOCAL_AGENT_MAX_LOG_BYTES", "2000",
                "LOCAL_AGENT_MAX_SERIES", "9"));
    assertThat(settings)
        .isEqualTo(
            new Settings(
                "0.0.0.0",
                18_126,
                0,
                List.of("a.log", "b.log"),
                new Settings.Limits(5, 1_000, 7, 2_000, 9)));
    assertThat(from(Map.of("DD_USE_DOGSTATSD", "false")).statsdPort())
        .isEqualTo(Settings.NO_STATSD);
  }

  @Test
  void aBadValueIsToldOnceAndReplaced() {
    assertThat(from(Map.of("DD_APM_RECEIVER_PORT", "70000")).port()).isEqualTo(8126);
    assertThat(from(Map.of("LOCAL_AGENT_MAX_TRACES", "many")).limits().traces()).isEqualTo(10_000);
    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("DD_APM_RECEIVER_PORT", "using 8126"),
            line -> assertThat(line).contains("LOCAL_AGENT_MAX_TRACES", "using 10000"));
  }
}
