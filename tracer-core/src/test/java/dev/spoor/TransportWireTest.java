package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.testing.AgentRequest;
import dev.spoor.testing.FakeAgent;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.DecodedSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of the connection, as an Agent sees what they lead to. */
class TransportWireTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private FakeAgent agent;

  @AfterEach
  void stop() {
    Spoor.stop();
    agent.assertNoViolations();
    agent.close();
  }

  private void start(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    settings.put("DD_SERVICE", "shop");
    settings.put("DD_INSTRUMENTATION_TELEMETRY_ENABLED", "false");
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    Spoor.start(Config.resolve(Sources.of(settings)));
  }

  private DecodedSpan sent() {
    Span span = Tracer.active().startRoot("a.request", null);
    span.setTag("a", "b");
    span.setTag("n", 7);
    span.finish();
    assertThat(Spoor.flush(LIMIT)).isTrue();
    List<DecodedSpan> spans = agent.spans();
    return spans.get(spans.size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "DD_TRACE_AGENT_PROTOCOL_VERSION, 0.5, /v0.5/traces",
    "DD_TRACE_AGENT_V0_5_ENABLED, true, /v0.5/traces",
    "DD_TRACE_AGENT_PROTOCOL_VERSION, 1.0, /v0.4/traces",
    "DD_TRACE_AGENT_PROTOCOL_VERSION, 0.4, /v0.4/traces"
  })
  void theProtocolIsTheOneAskedFor(String name, String value, String path) {
    agent = FakeAgent.start();
    start("DD_TRACE_AGENT_URL", agent.url(), name, value);
    DecodedSpan span = sent();
    assertThat(span.tag("a")).isEqualTo("b");
    assertThat(span.metrics()).containsEntry("n", 7.0);
    assertThat(agent.requests(path)).hasSize(1);
  }

  @Test
  void anAgentWithoutV05GetsV04() {
    agent = FakeAgent.start().endpoints("/v0.4/traces");
    start("DD_TRACE_AGENT_URL", agent.url(), "DD_TRACE_AGENT_PROTOCOL_VERSION", "0.5");
    sent();
    assertThat(agent.requests("/v0.4/traces")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"DD_APM_RECEIVER_SOCKET", "DD_TRACE_AGENT_UNIX_DOMAIN_SOCKET", "DD_TRACE_AGENT_URL"})
  void aSocketIsUsedWhoeverNamesIt(String name, @TempDir Path folder) {
    Path socket = folder.resolve("apm.socket");
    agent = FakeAgent.startOn(socket);
    start(name, "unix://" + socket);
    assertThat(sent().name()).isEqualTo("a.request");
    assertThat(agent.requests("/v0.4/traces").get(0).header("Host")).isEqualTo("localhost:8126");
  }

  @Test
  void headersTellTheProcess() {
    agent = FakeAgent.start();
    start("DD_TRACE_AGENT_URL", agent.url(), "DD_EXTERNAL_ENV", "it-false,cn-x");
    sent();
    AgentRequest request = agent.requests("/v0.4/traces").get(0);
    assertThat(request.header("Datadog-External-Env")).isEqualTo("it-false,cn-x");
    assertThat(request.header("Datadog-Send-Real-Http-Status")).isEqualTo("true");
    assertThat(request.header("Datadog-Client-Computed-Top-Level")).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.4", "0.5"})
  void theFirstSpanOfEachPayloadTellsTheProcess(String version) {
    agent = FakeAgent.start();
    start("DD_TRACE_AGENT_URL", agent.url(), "DD_TRACE_AGENT_PROTOCOL_VERSION", version);
    for (int payload = 0; payload < 2; payload++) {
      for (int i = 0; i < 3; i++) {
        Span root = Tracer.active().start("a.request");
        root.setTag("_dd.tags.process", "the application's own");
        root.setTag("long", "x".repeat(20_000));
        Tracer.active().start("inner", root).finish();
        root.finish();
      }
      assertThat(Spoor.flush(Duration.ofSeconds(20))).isTrue();
    }
    List<DecodedSpan> spans = agent.spans();
    assertThat(spans).hasSize(12);
    for (int i = 0; i < spans.size(); i++) {
      DecodedSpan span = spans.get(i);
      assertThat(span.tag("_dd.tags.process") != null).as("span " + i).isEqualTo(i % 6 == 0);
    }
    assertThat(spans.get(0).tag("_dd.tags.process"))
        .startsWith("entrypoint.name:")
        .endsWith("svc.user:true");
    assertThat(agent.requests("/v" + version + "/traces"))
        .hasSize(2)
        .allMatch(request -> request.header("X-Datadog-Process-Tags") == null);
    agent.assertNoViolations();
  }

  @Test
  void processTagsCanBeSwitchedOff() {
    agent = FakeAgent.start();
    start(
        "DD_TRACE_AGENT_URL",
        agent.url(),
        "DD_EXPERIMENTAL_PROPAGATE_PROCESS_TAGS_ENABLED",
        "false");
    assertThat(sent().meta()).doesNotContainKey("_dd.tags.process");
  }
}
