package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.json.JsonReader;
import dev.spoor.telemetry.Integrations;
import dev.spoor.testing.AgentRequest;
import dev.spoor.testing.FakeAgent;
import dev.spoor.trace.Tracer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Telemetry as an Agent's proxy sees it. */
class TelemetryTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String PATH = "/telemetry/proxy/api/v2/apmtelemetry";

  private FakeAgent agent;

  @BeforeEach
  void startAgent() {
    agent = FakeAgent.start();
  }

  @AfterEach
  void stop() {
    Spoor.stop();
    Integrations.report(List.of(), List.of());
    agent.assertNoViolations();
    agent.close();
  }

  private void start(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    settings.put("DD_TRACE_AGENT_URL", agent.url());
    settings.put("DD_SERVICE", "shop");
    settings.put("DD_ENV", "test");
    settings.put("DD_API_KEY", "geheim");
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    Spoor.start(Config.resolve(Sources.of(settings)));
    Tracer.active().startRoot("a.request", null).finish();
    assertThat(Spoor.flush(LIMIT)).isTrue();
    assertThat(Spoor.flushStats(LIMIT)).isTrue();
  }

  private static Map<?, ?> json(AgentRequest request) {
    return Objects.requireNonNull(JsonReader.readObject(request.text()));
  }

  private List<String> types() {
    return agent.requests(PATH).stream().map(r -> r.header("DD-Telemetry-Request-Type")).toList();
  }

  @Test
  void tellsTheStartTheIntegrationsAndTheEnd() {
    Integrations.report(List.of("jdbc"), List.of("tomcat"));
    start("DD_TRACE_SAMPLE_RATE", "0.5", "DD_TAGS", "team:core");
    Spoor.stop();
    assertThat(types()).containsExactly("app-started", "app-integrations-change", "app-closing");

    AgentRequest request = agent.requests(PATH).get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(request.header("DD-Telemetry-API-Version")).isEqualTo("v2");
    assertThat(request.header("DD-Client-Library-Language")).isEqualTo("jvm");
    assertThat(request.header("DD-Client-Library-Version")).isEqualTo(Version.CURRENT);
    Map<?, ?> message = json(request);
    assertThat(message.get("request_type")).isEqualTo("app-started");
    assertThat(message.get("api_version")).isEqualTo("v2");
    assertThat(message.get("seq_id")).isEqualTo(1.0);
    assertThat(message.get("runtime_id")).isEqualTo(request.header("DD-Session-ID"));
    assertThat((Double) message.get("tracer_time")).isGreaterThan(1.6e9);
    Map<?, ?> application = (Map<?, ?>) message.get("application");
    assertThat(application.get("service_name")).isEqualTo("shop");
    assertThat(application.get("env")).isEqualTo("test");
    assertThat(application.get("language_name")).isEqualTo("jvm");
    assertThat(application.get("tracer_version")).isEqualTo(Version.CURRENT);
    assertThat(message.get("host")).isInstanceOf(Map.class);
    assertThat(request.text()).doesNotContain("geheim");

    Map<?, ?> integrations = (Map<?, ?>) json(agent.requests(PATH).get(1)).get("payload");
    assertThat(integrations.get("integrations"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .extracting("name", "enabled")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("jdbc", true),
            org.assertj.core.groups.Tuple.tuple("tomcat", false));
    assertThat(json(agent.requests(PATH).get(2)).get("seq_id")).isEqualTo(3.0);
  }

  @Test
  void namesEachSettingWithItsSource() {
    start("DD_TRACE_SAMPLE_RATE", "0.5", "DD_TAGS", "team:core");
    Map<?, ?> payload = (Map<?, ?>) json(agent.requests(PATH).get(0)).get("payload");
    Map<String, Map<?, ?>> settings = new HashMap<>();
    for (Object each : (List<?>) payload.get("configuration")) {
      Map<?, ?> setting = (Map<?, ?>) each;
      settings.put((String) setting.get("name"), setting);
    }
    assertSetting(settings, "DD_TRACE_SAMPLE_RATE", "0.5", "env_var");
    assertSetting(settings, "DD_TAGS", "team:core", "env_var");
    assertSetting(settings, "DD_SERVICE", "shop", "env_var");
    assertSetting(settings, "DD_TRACE_ENABLED", "true", "default");
    assertSetting(settings, "DD_TRACE_AGENT_TIMEOUT", "10.0", "default");
    assertSetting(
        settings, "DD_TRACE_PROPAGATION_STYLE", "datadog,tracecontext,baggage", "default");
    assertThat(settings).doesNotContainKey("DD_API_KEY");
    assertThat(((Map<?, ?>) payload.get("products")).get("appsec"))
        .isEqualTo(Map.of("enabled", false));
  }

  private static void assertSetting(
      Map<String, Map<?, ?>> settings, String name, String value, String origin) {
    assertThat(settings.get(name)).isNotNull();
    assertThat(settings.get(name).get("value")).isEqualTo(value);
    assertThat(settings.get(name).get("origin")).isEqualTo(origin);
  }

  @Test
  void livesOnAtTheIntervalThatIsSet() {
    start("DD_TELEMETRY_HEARTBEAT_INTERVAL", "0.1");
    agent.awaitRequests(PATH, 3);
    assertThat(types().subList(0, 3))
        .containsExactly("app-started", "app-heartbeat", "app-heartbeat");
  }

  @Test
  void theSettingSwitchesItOff() {
    start("DD_INSTRUMENTATION_TELEMETRY_ENABLED", "false");
    Spoor.stop();
    assertThat(types()).isEmpty();
  }

  @Test
  void anAgentWithoutTheProxyIsLeftAlone() {
    agent.endpoints("/v0.4/traces");
    start();
    Spoor.stop();
    assertThat(types()).isEmpty();
  }

  @Test
  void afterA404NothingMoreIsSent() {
    agent.info("{\"endpoints\":[\"/v0.4/traces\",\"/telemetry/proxy/\"]}");
    agent.endpoints("/v0.4/traces");
    start("DD_TELEMETRY_HEARTBEAT_INTERVAL", "0.1");
    assertThat(Spoor.flushStats(LIMIT)).isTrue();
    Spoor.stop();
    assertThat(types()).containsExactly("app-started");
  }
}
