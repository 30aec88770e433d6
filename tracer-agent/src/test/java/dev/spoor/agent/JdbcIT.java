package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.AgentRequest;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H2 by its driver, by its data source, and behind a pool: one span per logical call. */
class JdbcIT {
  private static final String STATEMENT = "java-jdbc-statement";
  private static final String PREPARED = "java-jdbc-prepared_statement";

  @TempDir static Path directory;
  private static FakeAgent agent;
  private static List<DecodedSpan> spans;

  @BeforeAll
  static void run() throws Exception {
    agent = FakeAgent.start();
    String classPath =
        new ScenarioApp(directory)
            .withOwn("h2-", "HikariCP-", "slf4j-api-")
            .sources("jdbc/JdbcMain")
            .build();
    try (ForkedJvm app =
        ForkedJvm.ofMain("dev.spoor.agent.scenario.jdbc.JdbcMain")
            .classPath(classPath)
            .agent(AgentJar.real().toFile())
            .sendingTo(agent)
            .environment("DD_SERVICE", "shop")
            .start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();
      assertThat(app.out()).containsExactly("done");
      assertThat(app.err()).allMatch(line -> line.startsWith("SLF4J"));
    }
    spans = agent.spans().stream().filter(span -> "sql".equals(span.type())).toList();
  }

  @AfterAll
  static void stop() {
    agent.close();
  }

  private static DecodedSpan span(String name) {
    List<DecodedSpan> found = all(name);
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private static List<DecodedSpan> all(String name) {
    return spans.stream()
        .filter(span -> span.resource().matches("(?s).*\\b" + name + "\\b.*"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"driver", "source", "pool"})
  void eachCallIsOneSpan(String way) {
    for (String plain :
        Set.of(
            "execute",
            "query",
            "update",
            "keys",
            "indexes",
            "names",
            "large",
            "execute_keys",
            "scroll")) {
      SpanAssert.assertThat(span(way + "_" + plain))
          .hasName("h2.query")
          .hasService("h2")
          .hasTag("component", STATEMENT)
          .hasTag("span.kind", "client")
          .hasTag("db.type", "h2")
          .hasTag("db.instance", "shop")
          .hasMetric("_dd.measured", 1)
          .hasNoError();
    }
    assertThat(all(way + "_p_query")).hasSize(2);
    for (String prepared : Set.of("p_execute", "p_update", "p_large", "call")) {
      SpanAssert.assertThat(span(way + "_" + prepared))
          .hasTag("component", PREPARED)
          .hasTag("db.instance", "shop")
          .hasNoError();
    }
    assertThat(span(way + "_query").resource()).isEqualTo("select ? as " + way + "_query");
    assertThat(span(way + "_query").tag("db.operation")).isEqualTo("select");
  }

  @ParameterizedTest
  @ValueSource(strings = {"driver", "pool"})
  void theUserIsKnownWhereADriverWasAsked(String way) {
    SpanAssert.assertThat(span(way + "_query")).hasTag("db.user", "sa");
  }

  @ParameterizedTest
  @ValueSource(strings = {"driver", "source", "pool"})
  void aBatchIsOneSpanWithItsSize(String way) {
    SpanAssert.assertThat(span(way + "_batch"))
        .hasTag("component", STATEMENT)
        .hasMetric("db.operation.batch.size", 2);
    SpanAssert.assertThat(span(way + "_large_batch")).hasMetric("db.operation.batch.size", 1);
    SpanAssert.assertThat(span(way + "_p_batch"))
        .hasTag("component", PREPARED)
        .hasMetric("db.operation.batch.size", 3);
    assertThat(all(way + "_cleared")).isEmpty();
    assertThat(all(way + "_second")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"driver", "source", "pool"})
  void whatIsThrownIsOnTheSpan(String way) {
    SpanAssert.assertThat(span(way + "_broken"))
        .hasError("org.h2.jdbc.JdbcSQLSyntaxErrorException")
        .hasTag("error.message")
        .hasTag("error.stack");
    SpanAssert.assertThat(span(way + "_p_broken"))
        .hasError("org.h2.jdbc.JdbcSQLIntegrityConstraintViolationException");
    SpanAssert.assertThat(span(way + "_closed"))
        .hasError("org.h2.jdbc.JdbcSQLNonTransientException")
        .hasService(way.equals("pool") ? "h2" : "shop");
  }

  @Test
  void unwrappedObjectsMakeOneSpanToo() {
    SpanAssert.assertThat(span("unwrapped_connection")).hasTag("db.instance", "shop");
    // Its SQL was noted under the pool's statement only.
    SpanAssert.assertThat(span("DB Query"))
        .hasTag("component", PREPARED)
        .hasTag("db.instance", "shop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"own", "pooled"})
  void statementsAreKnownBesideOthersAndOnOtherThreads(String way) {
    for (String name : Set.of("first", "second", "newest", "left")) {
      SpanAssert.assertThat(span(way + "_" + name))
          .hasTag("component", PREPARED)
          .hasTag("db.instance", "shop");
    }
  }

  @Test
  void callsOfARequestAreBelowIt() {
    DecodedSpan request = agent.awaitSpan(span -> span.name().equals("servlet.request"));
    SpanAssert.assertThat(span("request_one")).isChildOf(request).isWithin(request).isTopLevel();
    SpanAssert.assertThat(span("request_two")).isChildOf(request).isWithin(request);
  }

  @Test
  void nothingElseIsASpanAndNoLiteralLeavesTheProcess() {
    agent.assertNoViolations();
    assertThat(spans)
        .extracting(DecodedSpan::resource)
        .allMatch(
            resource ->
                resource.matches("(?s).*\\b(driver|source|own|pool|pooled|unwrapped|request)_.*")
                    || resource.matches("(create table t|delete from t|DB Query).*"));
    for (AgentRequest request : agent.requests("/v0.4/traces")) {
      assertThat(new String(request.body(), StandardCharsets.ISO_8859_1)).doesNotContain("4711");
    }
  }
}
