package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceId;
import dev.spoor.trace.Tracer;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comments in SQL that tie queries to services and traces. */
class SqlCommentsTest {
  private static final Database POSTGRES = Database.of("jdbc:postgresql://db.example/orders", null);
  private static final String STATIC =
      "/*ddps='shop',dde='test',ddpv='1.2',dddbs='postgresql',ddh='db.example',dddb='orders'*/";

  private static void start(String mode, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("DD_SERVICE", "shop");
    settings.put("DD_ENV", "test");
    settings.put("DD_VERSION", "1.2");
    settings.put("DD_DBM_PROPAGATION_MODE", mode);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    KindSettings.install(KindSettings.of(Config.resolve(Sources.of(settings))));
    Tracer.install(Tracers.keeping());
  }

  @AfterEach
  void stop() {
    Tracer.install(null);
    KindSettings.install(KindSettings.of(Config.defaults()));
  }

  @Test
  void withoutTheSettingStatementsStayAsTheyAre() {
    start("disabled");
    assertThat(SqlComments.areOff()).isTrue();
    assertThat(SqlComments.prepared(POSTGRES, "select 1")).isEqualTo("select 1");
    assertThat(SqlComments.plain(POSTGRES, "select 1")).isEqualTo("select 1");
  }

  @ParameterizedTest
  @CsvSource({"service", "dynamic_service", "full"})
  void preparedStatementsOnOneDatabaseGetTheSameComment(String mode) {
    start(mode);
    assertThat(SqlComments.areOff()).isFalse();
    assertThat(SqlComments.prepared(POSTGRES, "select ?")).isEqualTo(STATIC + " select ?");
  }

  @Test
  void inModeFullAStatementThatRunsAtOnceCarriesTheIdsOfItsSpan() {
    start("full");
    Span span = DatabaseSpans.start(POSTGRES, "select 1", DatabaseSpans.STATEMENT);
    String sql = SqlComments.plain(POSTGRES, "select 1");
    DatabaseSpans.end(span, null);

    String id = TraceId.hex(span.trace().idHigh(), span.trace().idLow());
    assertThat(sql)
        .isEqualTo(
            STATIC.replace("*/", "")
                + ",traceparent='00-"
                + id
                + "-"
                + TraceId.hex(span.spanId())
                + "-01'*/ select 1");
    assertThat(span.tag("_dd.dbm_trace_injected")).isEqualTo("true");
    assertThat(span.trace().priority()).as("decided before the ids left").isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"jdbc:sqlserver://h;databaseName=d", "jdbc:oracle:thin:@h:1521:d"})
  void databasesWhosePlansGoByTheWholeTextGetNoIds(String url) {
    start("full");
    Database database = Database.of(url, null);
    Span span = DatabaseSpans.start(database, "select 1", DatabaseSpans.STATEMENT);
    assertThat(SqlComments.plain(database, "select 1")).contains("dddbs=").doesNotContain("00-");
    DatabaseSpans.end(span, null);
    assertThat(span.tag("_dd.dbm_trace_injected")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:postgresql://db.example/orders|CALL p(1)",
        "jdbc:postgresql://db.example/orders|/*+ hint */ select 1",
        "jdbc:mysql://db.example/orders|{call p(?)}",
        "jdbc:sqlserver://db.example;databaseName=orders|select 1"
      })
  void whereTheBeginningMattersTheCommentStandsBehind(String url, String sql) {
    start("service");
    assertThat(SqlComments.prepared(Database.of(url, null), sql))
        .startsWith(sql + " /*ddps='shop'")
        .endsWith("*/");
  }

  @Test
  void theSettingPutsAllCommentsBehind() {
    start("service", "DD_DBM_ALWAYS_APPEND_SQL_COMMENT", "true");
    assertThat(SqlComments.prepared(POSTGRES, "select 1")).isEqualTo("select 1 " + STATIC);
  }

  @Test
  void aStatementGetsOneCommentAndACallOfPostgresNone() {
    start("service");
    String once = SqlComments.prepared(POSTGRES, "select 1");
    assertThat(SqlComments.prepared(POSTGRES, once)).isSameAs(once);
    assertThat(SqlComments.prepared(POSTGRES, "{call p(?)}")).isEqualTo("{call p(?)}");
    assertThat(SqlComments.prepared(POSTGRES, "/* of mine */ select 1"))
        .isEqualTo(STATIC + " /* of mine */ select 1");
  }

  @Test
  void theCommentChangesNothingThatTheSpanShows() {
    start("service");
    String sql = SqlComments.prepared(POSTGRES, "select a from t where b = 'x'");
    assertThat(SqlObfuscator.obfuscate(sql, SqlDialect.of("postgresql")))
        .isEqualTo(
            SqlObfuscator.obfuscate("select a from t where b = 'x'", SqlDialect.of("postgresql")));
  }

  @Property(tries = 300)
  void noNameEndsTheComment(@ForAll String service, @ForAll String env) {
    start("service", "DD_SERVICE", "s" + service, "DD_ENV", env);
    String sql = SqlComments.prepared(POSTGRES, "select 1");
    assertThat(sql).endsWith("*/ select 1").startsWith("/*ddps='");
    assertThat(sql.indexOf("*/")).isEqualTo(sql.length() - "*/ select 1".length());
    stop();
  }
}
