package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.diag.Log;
import dev.spoor.json.JsonReader;
import dev.spoor.testing.FakeAgent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The line that tells the configuration at start. */
class StartupLineTest {
  private static Config config(String... settings) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    return Config.resolve(Sources.of(environment));
  }

  private static Map<?, ?> read(String json) {
    Map<?, ?> read = JsonReader.readObject(json);
    assertThat(read).isNotNull();
    return read;
  }

  @Test
  void theObjectHasTheKeysOfDatadogsTracers() {
    Map<?, ?> told =
        read(
            StartupLine.json(
                config(
                    "DD_SERVICE", "shop",
                    "DD_VERSION", "1.2",
                    "DD_TRACE_SAMPLE_RATE", "0.5",
                    "DD_TRACE_AGENT_URL", "http://agent:8126",
                    "DD_TRACE_PROPAGATION_STYLE", "b3,tracecontext"),
                true));
    assertThat(told.get("version")).isEqualTo(Version.CURRENT);
    assertThat(told.get("lang")).isEqualTo("jvm");
    assertThat(told.get("service")).isEqualTo("shop");
    assertThat(told.get("dd_version")).isEqualTo("1.2");
    assertThat(told.get("enabled")).isEqualTo(true);
    assertThat(told.get("agent_url")).isEqualTo("http://agent:8126");
    assertThat(told.get("agent_error")).isEqualTo(true);
    assertThat(told.get("sample_rate")).isEqualTo(0.5);
    assertThat(told.get("trace_propagation_style_extract"))
        .isEqualTo(List.of("b3multi", "tracecontext"));
    assertThat(told.get("profiling_enabled")).isEqualTo(false);
    assertThat(told.get("configuration_file")).isEqualTo("no config file present");
  }

  @Test
  void neitherTagsNorKeysAreTold() {
    String json =
        StartupLine.json(
            config("DD_TAGS", "team:hush", "DD_API_KEY", "hush", "DD_ENV", "e"), false);
    assertThat(json).doesNotContain("hush");
  }

  @Test
  void itIsToldOnlyWhenAskedForOrWithDebug() {
    assertThat(config().startupLogs()).isFalse();
    assertThat(config("DD_TRACE_STARTUP_LOGS", "true").startupLogs()).isTrue();
    assertThat(config("DD_TRACE_DEBUG", "true").startupLogs()).isTrue();
    assertThat(config("DD_TRACE_DEBUG", "true", "DD_TRACE_STARTUP_LOGS", "false").startupLogs())
        .isFalse();
  }

  @Test
  void itSaysWhetherTheAgentAnswers() throws InterruptedException {
    try (FakeAgent agent = FakeAgent.start()) {
      assertThat(told("DD_TRACE_AGENT_URL", agent.url())).containsEntry("agent_error", false);
    }
    assertThat(told("DD_TRACE_AGENT_URL", "unix:///no/such/socket"))
        .containsEntry("agent_error", true)
        .containsEntry("agent_unix_domain_socket", "/no/such/socket");
  }

  private static Map<Object, Object> told(String name, String value) throws InterruptedException {
    CountDownLatch line = new CountDownLatch(1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Log.setOutput(
        new PrintStream(out, true, StandardCharsets.UTF_8) {
          @Override
          public void println(String text) {
            super.println(text);
            line.countDown();
          }
        });
    try {
      StartupLine.tell(config(name, value, "DD_TRACE_STARTUP_LOGS", "1"));
      assertThat(line.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      Log.setOutput(System.err);
    }
    String text = out.toString(StandardCharsets.UTF_8).strip();
    String start = "[spoor] INFO DATADOG TRACER CONFIGURATION ";
    assertThat(text).startsWith(start + "{").hasLineCount(1);
    return new HashMap<>(read(text.substring(start.length())));
  }
}
