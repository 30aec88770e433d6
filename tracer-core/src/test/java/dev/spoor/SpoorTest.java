package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.kind.CacheSpans;
import dev.spoor.kind.Database;
import dev.spoor.kind.DatabaseSpans;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.SpanAssert;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The library from a span to the bytes that an Agent decodes. One tracer is installed at a time.
 */
class SpoorTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private FakeAgent agent;

  @BeforeEach
  void start() {
    agent = FakeAgent.start();
    Spoor.start(
        Config.resolve(
            Sources.of(
                Map.of(
                    "DD_TRACE_AGENT_URL", agent.url(),
                    "DD_SERVICE", "shop",
                    "DD_ENV", "test",
                    "DD_VERSION", "1.2",
                    "DD_TAGS", "team:core dyno:web.1"))));
  }

  @AfterEach
  void stop() {
    Spoor.stop();
    agent.close();
  }

  @Test
  void aTraceArrivesAsItWasMade() {
    Span root = Tracer.active().start("servlet.request");
    root.attach();
    CacheSpans redis = new CacheSpans("redis", "redis-command");
    redis.end(redis.start("GET", "cache.example"), null);
    Database database = Database.of("jdbc:postgresql://db.example:5432/shop?password=hidden", "u");
    Span sql =
        DatabaseSpans.start(
            database, "select * from t where a = 'secret'", DatabaseSpans.STATEMENT);
    assertThat(DatabaseSpans.start(database, "select 1", DatabaseSpans.STATEMENT)).isNull();
    DatabaseSpans.end(sql, new IllegalStateException("no"));
    root.detach();
    assertThat(Span.current()).isNull();
    root.finish();

    assertThat(Spoor.flush(LIMIT)).isTrue();
    DecodedTrace trace = agent.awaitTraces(1).get(0);
    agent.assertNoViolations();
    assertThat(trace.spans()).hasSize(3);
    assertThat(trace.samplingPriority()).isEqualTo(1);
    assertThat(trace.traceIdHex()).isEqualTo(root.trace().logId());

    DecodedSpan request = trace.rootSpan();
    SpanAssert.assertThat(request)
        .hasService("shop")
        .hasTag("env", "test")
        .hasTag("version", "1.2")
        .hasTag("team", "core")
        .hasTag("language", "jvm")
        .hasTag("runtime-id")
        .hasTag("_dd.p.dm", "-1")
        .hasMetric("_dd.agent_psr", 1)
        .hasMetric("process_id", ProcessHandle.current().pid())
        .hasNoTag("_dd.base_service")
        .isRoot();
    DecodedSpan query = agent.awaitSpan(span -> "sql".equals(span.type()));
    SpanAssert.assertThat(query)
        .hasName("postgresql.query")
        .hasService("postgresql")
        .hasResource("select * from t where a = ?")
        .hasTag("db.instance", "shop")
        .hasTag("peer.hostname", "db.example")
        .hasTag("_dd.base_service", "shop")
        .hasNoTag("version")
        .hasNoTag("runtime-id")
        .hasError("java.lang.IllegalStateException")
        .isTopLevel()
        .isChildOf(request)
        .isWithin(request);
    assertThat(new String(agent.requests("/v0.4/traces").get(0).body()))
        .doesNotContain("secret")
        .doesNotContain("hidden");
  }

  @Test
  void theLastSpansGoOutAtTheEnd() {
    Span root = Tracer.active().start("job");
    Tracer.active().start("step", root).finish();

    Spoor.stop();

    // The root was never finished, so it is not sent; its finished child is.
    DecodedSpan step = agent.awaitSpan(span -> span.name().equals("step"));
    SpanAssert.assertThat(step).hasMetric("_sampling_priority_v1", 1);
    assertThat(agent.spans()).hasSize(1);
    assertThat(Tracer.active()).isNull();
  }

  @Test
  void aTraceThatNeverEndsStartsTheSenderToo() {
    Span root = Tracer.active().start("batch");
    assertThat(senders()).isZero();
    Tracer.active().start("step", root).finish();

    assertThat(senders()).isEqualTo(1);
  }

  private static long senders() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("spoor-sender"))
        .count();
  }

  @Test
  void theRatesOfTheAgentDecideAboutLaterTraces() {
    agent.replyRates(Map.of("service:shop,env:test", 0.0, "service:,env:", 1.0));
    Tracer.active().start("first").finish();
    assertThat(Spoor.flush(LIMIT)).isTrue();
    Tracer.active().start("second").finish();
    assertThat(Spoor.flush(LIMIT)).isTrue();

    agent.awaitTraces(2);
    SpanAssert.assertThat(agent.awaitSpan(span -> span.name().equals("first")))
        .hasMetric("_sampling_priority_v1", 1);
    SpanAssert.assertThat(agent.awaitSpan(span -> span.name().equals("second")))
        .hasMetric("_sampling_priority_v1", 0)
        .hasMetric("_dd.agent_psr", 0)
        .hasNoTag("_dd.p.dm");
    agent.assertNoViolations();
  }
}
