package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.Spoor;
import dev.spoor.Version;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Applications with the OpenTelemetry API, oldest and newest, on their own class path: spans by
 * hand and by the agent make one trace, in either order.
 */
class OtelApiIT {
  private static final String SCENARIO = "dev.spoor.agent.scenario.otelapi";

  @ParameterizedTest
  @ValueSource(strings = {"otel-oldest", "otel-newest"})
  void spansByHandAndByTheAgentMakeOneTrace(String version, @TempDir Path directory)
      throws Exception {
    String classPath =
        application(directory)
            .with(version)
            .withOwn("h2-")
            .sources("otelapi/OtelMain", "otelapi/Annotated", "otelapi/Getter")
            .build();
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app = app("OtelMain", classPath, agent).start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();
      assertThat(app.err()).isEmpty();
      assertThat(app.out())
          .containsExactly(
              "answer 200 value 7",
              "plain 9",
              "failed as it must",
              "same true",
              "after false",
              "done");
      agent.assertNoViolations();
      assertOneTrace(agent);
      assertAnnotated(agent);
      DecodedSpan sender = span(agent, "sender");
      assertChild(span(agent, "receiver"), sender);
    }
  }

  /** caller > http.request > server > order > (JDBC, hop > JDBC). */
  private static void assertOneTrace(FakeAgent agent) {
    DecodedSpan caller = span(agent, "caller");
    assertThat(caller.name()).isEqualTo("producer");
    assertThat(caller.tag("_dd.integration")).isEqualTo("otel");
    DecodedSpan client = agent.awaitSpan(each -> "java-http-client".equals(each.tag("component")));
    assertChild(client, caller);
    DecodedSpan server =
        agent.awaitSpan(
            each ->
                "server".equals(each.tag("span.kind"))
                    && "web".equals(each.type())
                    && each.parentId() == client.spanId());
    SpanAssert.assertThat(server).hasTag("seen.by", "the application");
    DecodedSpan order = span(agent, "order");
    assertChild(order, server);
    SpanAssert.assertThat(order).hasName("internal").hasTag("lines.0", "a").hasTag("lines.1", "b");
    assertThat(order.isError()).isFalse();
    assertChild(span(agent, "select ? as in_order"), order);
    DecodedSpan hop = span(agent, "hop");
    assertChild(hop, order);
    assertChild(span(agent, "select ? as in_hop"), hop);
  }

  private static void assertAnnotated(FakeAgent agent) {
    DecodedSpan plain = span(agent, "Annotated.plain");
    SpanAssert.assertThat(plain)
        .hasName("Annotated.plain")
        .hasType("")
        .hasTag("component", "opentelemetry")
        .hasTag("span.kind", "internal")
        .hasTag("word", "text")
        .hasTag("all.0", "a")
        .hasTag("all.1", "b")
        .hasMetric("count", 3);
    assertThat(plain.parentId()).isZero();
    assertChild(span(agent, "select ? as in_plain"), plain);
    SpanAssert.assertThat(span(agent, "named by hand"))
        .hasName("named by hand")
        .hasType("http")
        .hasTag("span.kind", "client");
    DecodedSpan failed = span(agent, "Annotated.fails");
    assertThat(failed.isError()).isTrue();
    SpanAssert.assertThat(failed).hasTag("error.message", "as it must");

    List<DecodedSpan> later =
        agent.spans().stream().filter(each -> each.resource().equals("Annotated.later")).toList();
    assertThat(later.stream().map(DecodedSpan::isError)).containsExactly(false, true);
    SpanAssert.assertThat(later.get(1))
        .hasType("web")
        .hasTag("error.type", "java.lang.IllegalArgumentException")
        .hasTag("error.message", "broken promise");

    DecodedSpan outer = span(agent, "outer");
    SpanAssert.assertThat(outer).hasTag("by.another", "added");
    assertThat(outer.tag("null")).isNull();
    assertThat(span(agent, "alone").parentId()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"library,same", "library,other", "sdk,same"})
  void whatTheApplicationBringsToTraceItselfGivesWay(
      String what, String version, @TempDir Path directory) throws Exception {
    Path library =
        version.equals("other")
            ? OtherVersionJar.in(directory)
            : Path.of(Spoor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String classPath =
        application(directory)
            .with("otel-newest")
            .withOwn("h2-")
            .with(library)
            .sources(
                "otelapi/BesideMain", "otelapi/OtelMain", "otelapi/Annotated", "otelapi/Getter")
            .build();
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app = app("BesideMain", classPath, agent).arguments(what).start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();
      assertThat(app.err()).isEmpty();
      assertThat(app.out())
          .contains("current true", "set true", "global true", "flushed true", "done")
          .containsAnyOf("registered true", "meters true, context true");
      if (what.equals("sdk")) {
        assertThat(app.out()).contains("once only");
      }
      agent.assertNoViolations();
      assertThat(agent.requests("/v0.4/traces"))
          .isNotEmpty()
          .allMatch(
              each -> Version.CURRENT.equals(each.header("Datadog-Meta-Tracer-Version")),
              "sent by the agent's own tracer");
      DecodedSpan byHand = span(agent, "by hand");
      assertChild(span(agent, "select ? as in_span"), byHand);
      assertThat(agent.spans()).hasSize(2);
    }
  }

  @Test
  void theApiCanBeLeftAlone(@TempDir Path directory) throws Exception {
    String classPath =
        application(directory)
            .with("otel-newest")
            .withOwn("h2-")
            .sources("otelapi/OtelMain", "otelapi/Annotated", "otelapi/Getter")
            .build();
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app =
            app("OtelMain", classPath, agent)
                .environment("DD_TRACE_OTEL_ENABLED", "false")
                .start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();
      assertThat(app.out()).contains("answer 200 null null", "done");
      span(agent, "select ? as in_plain");
      assertThat(agent.spans())
          .noneMatch(each -> "opentelemetry".equals(each.tag("component")))
          .noneMatch(each -> "otel".equals(each.tag("_dd.integration")));
    }
  }

  /** Not in a package of ours, whose classes the agent has no eyes for. */
  private static ScenarioApp application(Path directory) {
    return new ScenarioApp(directory).replacing(SCENARIO, "shop");
  }

  private static ForkedJvm.Builder app(String main, String classPath, FakeAgent agent) {
    return ForkedJvm.ofMain("shop." + main)
        .classPath(classPath)
        .agent(AgentJar.real().toFile())
        .sendingTo(agent)
        .environment("DD_SERVICE", "shop");
  }

  private static DecodedSpan span(FakeAgent agent, String resource) {
    return agent.awaitSpan(each -> each.resource().equals(resource));
  }

  private static void assertChild(DecodedSpan child, DecodedSpan parent) {
    assertThat(child.parentId()).as(child.resource()).isEqualTo(parent.spanId());
    assertThat(child.traceId()).as(child.resource()).isEqualTo(parent.traceId());
  }
}
