package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.wire.DecodedSpan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a database gets to see of the trace, with {@code DD_DBM_PROPAGATION_MODE=full}. */
class SqlCommentsIT {
  private static final String STATIC = "/*ddps='shop',dde='test',ddpv='1.2',dddbs='h2',dddb='shop'";

  @TempDir static Path directory;
  private static FakeAgent agent;
  private static List<DecodedSpan> spans;
  private static final List<String> SENT = new ArrayList<>();

  @BeforeAll
  static void run() throws Exception {
    agent = FakeAgent.start();
    String classPath =
        new ScenarioApp(directory)
            .withOwn("h2-", "HikariCP-", "slf4j-api-")
            .sources("jdbc/CommentMain")
            .build();
    try (ForkedJvm app =
        ForkedJvm.ofMain("dev.spoor.agent.scenario.jdbc.CommentMain")
            .classPath(classPath)
            .agent(AgentJar.real().toFile())
            .sendingTo(agent)
            .environment("DD_SERVICE", "shop")
            .environment("DD_ENV", "test")
            .environment("DD_VERSION", "1.2")
            .environment("DD_DBM_PROPAGATION_MODE", "full")
            .start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();
      SENT.addAll(app.out());
    }
    spans = agent.spans().stream().filter(span -> "sql".equals(span.type())).toList();
  }

  @AfterAll
  static void stop() {
    agent.close();
  }

  private static String sent(String what) {
    List<String> found = SENT.stream().filter(line -> line.startsWith(what + " ")).toList();
    assertThat(found).as(what + " in " + SENT).hasSize(1);
    return found.get(0).substring(what.length() + 1);
  }

  @Test
  void aStatementThatRunsAtOnceCarriesTheIdsOfItsSpan() {
    for (String way : List.of("driver", "pool")) {
      String sql = sent(way + " plain");
      assertThat(sql).startsWith(STATIC + ",traceparent='00-").containsOnlyOnce("ddps=");
      int at = sql.indexOf("traceparent='") + "traceparent='".length();
      String spanId = sql.substring(at + 36, at + 52);
      List<DecodedSpan> named =
          spans.stream()
              .filter(span -> spanId.equals(String.format("%016x", span.spanId())))
              .toList();
      assertThat(named).as(sql).hasSize(1);
      assertThat(named.get(0).tag("_dd.dbm_trace_injected")).isEqualTo("true");
      assertThat(named.get(0).tag("component")).isEqualTo("java-jdbc-statement");
    }
  }

  @Test
  void aPreparedStatementOnlySaysWhereItComesFrom() {
    for (String way : List.of("driver", "pool")) {
      assertThat(sent(way + " prepared"))
          .startsWith(STATIC + "*/ select")
          .containsOnlyOnce("ddps=");
    }
  }

  @Test
  void spansShowTheStatementWithoutTheComment() {
    agent.assertNoViolations();
    assertThat(spans).hasSize(4);
    assertThat(spans).allMatch(span -> span.resource().startsWith("select executing_statement"));
  }
}
