package dev.spoor.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.Spoor;
import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.context.Context;
import dev.spoor.testing.FakeAgent;
import dev.spoor.wire.DecodedSpan;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The library with a fake Agent behind it, used by nothing but the API. */
abstract class TracedTest {
  FakeAgent agent;
  OpenTelemetry otel;
  Tracer tracer;

  @BeforeEach
  void startTracing() {
    agent = FakeAgent.start();
    start(Map.of());
    otel = Spoor.openTelemetry();
    tracer = otel.getTracer("test", "1.0");
  }

  /** Starts tracing with more settings than the usual. */
  void start(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("DD_TRACE_AGENT_URL", agent.url());
    settings.put("DD_SERVICE", "shop");
    Spoor.start(Config.resolve(Sources.of(settings)));
  }

  @AfterEach
  void stopTracing() {
    Context left = Context.swap(null);
    Spoor.stop();
    agent.close();
    // Times are taken as given, also where no clock of today would show them.
    assertThat(agent.violations()).allMatch(each -> each.contains("before the year 2000"));
    assertThat(left).as("context left on the thread").isNull();
  }

  /** The span whose resource is that, once it has arrived. */
  DecodedSpan sent(String resource) {
    assertThat(Spoor.flush(Duration.ofSeconds(20))).isTrue();
    return agent.awaitSpan(each -> each.resource().equals(resource));
  }
}
