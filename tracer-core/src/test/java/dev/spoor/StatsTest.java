package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.diag.Counters;
import dev.spoor.testing.AgentRequest;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.TestConfig;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedStats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statistics and the traces that are left out because of them, as an Agent sees both. */
class StatsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private FakeAgent agent;

  @BeforeEach
  void startAgent() {
    agent = FakeAgent.start();
  }

  @AfterEach
  void stop() {
    Spoor.stop();
    agent.assertNoViolations();
    agent.close();
  }

  private void start(String... pairs) {
    Spoor.start(
        TestConfig.sendingTo(
            agent, Map.of("DD_ENV", "test", "DD_VERSION", "1.2", "DD_HOSTNAME", "host-1"), pairs));
  }

  private static Span begin(String operation) {
    return Tracer.active().startRoot(operation, null);
  }

  private static Span unkept(String operation) {
    Span span = begin(operation);
    span.trace().decideByHand(false);
    return span;
  }

  private List<AgentRequest> traceRequests() {
    return agent.requests("/v0.4/traces");
  }

  private DecodedStats flushedStats() {
    assertThat(Spoor.flush(LIMIT)).isTrue();
    assertThat(Spoor.flushStats(LIMIT)).isTrue();
    List<DecodedStats> all = agent.stats();
    assertThat(all).isNotEmpty();
    return all.get(all.size() - 1);
  }

  @Test
  void countsFromTheFirstSpanOnAndSaysSoInTheHeader() {
    agent.takeStats();
    start();
    for (int i = 0; i < 3; i++) {
      Span span = begin("servlet.request");
      span.setResource("GET /", (byte) 1);
      span.setType("web");
      span.setTag("span.kind", "server");
      span.setTag("http.status_code", "200");
      span.finish();
    }
    DecodedStats stats = flushedStats();
    assertThat(stats.hostname()).isEqualTo("host-1");
    assertThat(stats.service()).isEqualTo("shop");
    assertThat(stats.env()).isEqualTo("test");
    assertThat(stats.version()).isEqualTo("1.2");
    assertThat(stats.sequence()).isZero();
    assertThat(stats.buckets()).hasSize(1);
    assertThat(stats.buckets().get(0).start() % 10_000_000_000L).isZero();
    DecodedStats.Group group = stats.buckets().get(0).groups().get(0);
    assertThat(group.hits()).isEqualTo(3);
    assertThat(group.resource()).isEqualTo("GET /");
    assertThat(group.spanKind()).isEqualTo("server");
    assertThat(group.httpStatusCode()).isEqualTo(200);
    assertThat(traceRequests())
        .hasSize(1)
        .allMatch(r -> "true".equals(r.header("Datadog-Client-Computed-Stats")));
    assertThat(agent.spans().get(0).tag("runtime-id")).isEqualTo(stats.runtimeId());

    AgentRequest request = agent.requests("/v0.6/stats").get(0);
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.header("Content-Type")).isEqualTo("application/msgpack");
    assertThat(request.header("Datadog-Meta-Lang")).isEqualTo("java");
    assertThat(request.header("Datadog-Meta-Tracer-Version")).isEqualTo(Version.CURRENT);
    assertThat(request.header("X-Datadog-Trace-Count")).isNull();

    begin("second").finish();
    assertThat(flushedStats().sequence()).isEqualTo(1);
  }

  @Test
  void theCommitIsTold() {
    agent.takeStats();
    start(
        "DD_GIT_REPOSITORY_URL",
        "https://user:hidden@git.example/shop.git",
        "DD_GIT_COMMIT_SHA",
        "0123456789abcdef0123456789abcdef01234567");
    Span root = begin("a.request");
    Tracer.active().start("inner", root).finish();
    root.finish();
    assertThat(flushedStats().gitCommitSha()).isEqualTo("0123456789abcdef0123456789abcdef01234567");
    List<DecodedSpan> spans = agent.spans();
    assertThat(spans).hasSize(2);
    assertThat(spans.get(0).meta())
        .containsEntry("_dd.git.repository_url", "https://git.example/shop.git")
        .containsEntry("_dd.git.commit.sha", "0123456789abcdef0123456789abcdef01234567");
    assertThat(spans.get(1).meta())
        .doesNotContainKeys("_dd.git.repository_url", "_dd.git.commit.sha");
    for (String path : List.of("/v0.4/traces", "/v0.6/stats")) {
      for (AgentRequest request : agent.requests(path)) {
        assertThat(new String(request.body(), StandardCharsets.ISO_8859_1))
            .doesNotContain("hidden");
      }
    }
  }

  @Test
  void noCommitIsToldIfThatIsSwitchedOff() {
    agent.takeStats();
    start("DD_TRACE_GIT_METADATA_ENABLED", "false", "HEROKU_SLUG_COMMIT", "2c3a1f0");
    begin("a.request").finish();
    assertThat(flushedStats().gitCommitSha()).isEmpty();
    assertThat(agent.spans().get(0).meta()).doesNotContainKey("_dd.git.commit.sha");
  }

  @Test
  void tracesThatAreNotKeptStayHereAndAreTold() {
    agent.takeStats();
    start();
    assertThat(Spoor.awaitAgentInfo(LIMIT)).isTrue();
    Span dropped = unkept("a.request");
    Tracer.active().start("inner", dropped).finish();
    dropped.finish();
    begin("kept.request").finish();
    DecodedStats stats = flushedStats();
    assertThat(stats.buckets().get(0).groups())
        .extracting(DecodedStats.Group::name)
        .containsExactlyInAnyOrder("a.request", "kept.request");
    assertThat(agent.spans()).extracting(DecodedSpan::name).containsExactly("kept.request");
    assertThat(traceRequests()).hasSize(1);
    assertThat(traceRequests().get(0).header("Datadog-Client-Dropped-P0-Traces")).isEqualTo("1");
    assertThat(traceRequests().get(0).header("Datadog-Client-Dropped-P0-Spans")).isEqualTo("2");

    begin("kept.request").finish();
    assertThat(Spoor.flush(LIMIT)).isTrue();
    assertThat(traceRequests().get(1).header("Datadog-Client-Dropped-P0-Traces")).isEqualTo("0");
  }

  @Test
  void errorsAnalysedSpansAndSingleSpansAreSentThough() {
    agent.takeStats();
    start();
    assertThat(Spoor.awaitAgentInfo(LIMIT)).isTrue();
    Span failed = unkept("failed.request");
    failed.setError(true, ErrorRank.DEFAULT);
    failed.finish();
    Span analysed = unkept("analysed.request");
    analysed.setTag("_dd1.sr.eausr", 1.0);
    analysed.finish();
    long partial = Counters.value("queue.partial.traces");
    Span root = unkept("with.single");
    Span single = Tracer.active().start("single", root);
    single.setTag("_dd.span_sampling.mechanism", 8);
    Span other = Tracer.active().start("other", root);
    other.finish();
    single.finish();
    root.finish();
    unkept("plain.request").finish();
    assertThat(Counters.value("queue.partial.traces") - partial).isEqualTo(1);
    assertThat(Spoor.flush(LIMIT)).isTrue();
    assertThat(agent.spans())
        .extracting(DecodedSpan::name)
        .containsExactlyInAnyOrder("failed.request", "analysed.request", "single");
    assertThat(agent.spans()).allMatch(s -> s.traceId() != 0);
    AgentRequest request = traceRequests().get(0);
    assertThat(request.header("Datadog-Client-Dropped-P0-Traces")).isEqualTo("1");
    assertThat(request.header("Datadog-Client-Dropped-P0-Spans")).isEqualTo("3");
  }

  @Test
  void anAgentThatDoesNotWantItGetsAllTracesAndNoStatistics() {
    start();
    unkept("a.request").finish();
    assertThat(Spoor.flush(LIMIT)).isTrue();
    unkept("a.request").finish();
    assertThat(Spoor.flush(LIMIT)).isTrue();
    assertThat(Spoor.flushStats(LIMIT)).isTrue();
    assertThat(agent.spans()).hasSize(2);
    assertThat(agent.stats()).isEmpty();
    assertThat(traceRequests())
        .allMatch(r -> r.header("Datadog-Client-Computed-Stats") == null)
        .allMatch(r -> "0".equals(r.header("Datadog-Client-Dropped-P0-Traces")));
  }

  @Test
  void theSettingSwitchesItOff() {
    agent.takeStats();
    start("DD_TRACE_STATS_COMPUTATION_ENABLED", "false");
    unkept("a.request").finish();
    assertThat(Spoor.flush(LIMIT)).isTrue();
    assertThat(Spoor.flushStats(LIMIT)).isTrue();
    assertThat(agent.spans()).hasSize(1);
    assertThat(agent.stats()).isEmpty();
    assertThat(traceRequests().get(0).header("Datadog-Client-Computed-Stats")).isNull();
  }

  @Test
  void whatWasCountedIsSentAtTheEndOfTheProcess() {
    agent.takeStats();
    start();
    begin("a.request").finish();
    Spoor.stop();
    assertThat(agent.stats()).hasSize(1);
    assertThat(agent.stats().get(0).buckets().get(0).groups().get(0).hits()).isEqualTo(1);
  }

  @Test
  void statisticsWaitForAnAgentThatIsBusyAndStopForOneThatForgotThem() {
    agent.takeStats();
    start();
    begin("a.request").finish();
    assertThat(Spoor.flush(LIMIT)).isTrue();
    agent.replyNextStatuses(503);
    assertThat(Spoor.flushStats(LIMIT)).isFalse();
    assertThat(Spoor.flushStats(LIMIT)).isTrue();
    assertThat(agent.stats()).as("the second attempt").hasSize(1);

    agent.endpoints("/v0.4/traces");
    begin("a.request").finish();
    assertThat(Spoor.flush(LIMIT)).isTrue();
    Spoor.flushStats(LIMIT);
    assertThat(agent.stats()).as("404 is not tried again").hasSize(1);
  }
}
