package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.trace.Priority;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans of databases and caches: names, tags, nesting, secrets. */
class DataSpansTest {
  private final List<Span> written = new ArrayList<>();
  private final Database database =
      Database.of("jdbc:postgresql://db.example:5432/Shop?user=u&password=secret-url", null);
  private final CacheSpans redis = new CacheSpans("redis", "redis-command");

  @BeforeEach
  void install() {
    Tracer.install(
        new Tracer(
            "shop",
            (trace, root) -> trace.decide(Priority.SAMPLER_KEEP, 1, null, 1),
            (trace, newest, count) -> {
              for (Span span = newest; span != null; span = span.olderFinished()) {
                written.add(span);
              }
            },
            100,
            true,
            true));
  }

  @AfterEach
  void remove() {
    Tracer.install(null);
    assertThat(Span.current()).as("every call puts back what was current").isNull();
  }

  private static String everything(Span span) {
    StringBuilder text = new StringBuilder(span.toString()).append(span.service());
    for (int i = 0; i < span.ownTagEnd(); i++) {
      text.append(span.ownTags()[i]).append('\n');
    }
    for (int i = 0; i < span.blueprint().size(); i++) {
      text.append(span.blueprint().value(i)).append('\n');
    }
    return text.toString();
  }

  @Test
  void aDatabaseCallHasTheNamesAndTagsOfItsKind() {
    Span span =
        DatabaseSpans.start(
            database, "SELECT a FROM t WHERE b = 'secret-x'", DatabaseSpans.PREPARED_STATEMENT);
    assertThat(Span.current()).isSameAs(span);
    DatabaseSpans.end(span, null);

    assertThat(span.operation()).isEqualTo("postgresql.query");
    assertThat(span.service()).isEqualTo("postgresql");
    assertThat(span.serviceSource()).isEqualTo("java-jdbc-prepared_statement");
    assertThat(span.resource()).isEqualTo("SELECT a FROM t WHERE b = ?");
    assertThat(span.type()).isEqualTo("sql");
    assertThat(span.isMeasured()).isTrue();
    assertThat(span.isError()).isFalse();
    assertThat(span.tag("component")).isEqualTo("java-jdbc-prepared_statement");
    assertThat(span.tag("span.kind")).isEqualTo("client");
    assertThat(span.tag("db.type")).isEqualTo("postgresql");
    assertThat(span.tag("db.instance")).isEqualTo("shop");
    assertThat(span.tag("peer.hostname")).isEqualTo("db.example");
    assertThat(span.tag("db.operation")).isEqualTo("SELECT");
    assertThat(everything(span)).doesNotContain("secret");
  }

  @Test
  void theOutermostDatabaseCallIsTheSpanAndACacheCallWithinIsAnother() {
    Span outer = DatabaseSpans.start(database, "select 1", DatabaseSpans.STATEMENT);
    assertThat(DatabaseSpans.isNested()).isTrue();
    assertThat(DatabaseSpans.start(database, "select 2", DatabaseSpans.STATEMENT)).isNull();
    Span cache = redis.start("GET", "cache.example");
    assertThat(cache.parentId()).isEqualTo(outer.spanId());
    assertThat(redis.start("SET", null)).isNull();
    redis.end(cache, null);
    DatabaseSpans.end(outer, null);

    assertThat(DatabaseSpans.isNested()).isFalse();
    assertThat(written).containsExactly(outer, cache);
  }

  @Test
  void whatADatabaseThrowsIsToldWithoutTheData() {
    Span root = Tracer.active().start("servlet.request");
    root.attach();
    Span span = DatabaseSpans.start(database, "insert into t", DatabaseSpans.STATEMENT);
    SQLException thrown = new SQLException("Duplicate entry 'secret-key' for key 'pk'");
    DatabaseSpans.end(span, thrown);
    HttpServerSpans.recordError(root, new IllegalStateException("failed: " + thrown, thrown));
    root.detach();
    root.finish();

    assertThat(span.isError()).isTrue();
    assertThat(span.tag("error.type")).isEqualTo("java.sql.SQLException");
    assertThat(span.tag("error.message")).isEqualTo("Duplicate entry '?' for key '?'");
    assertThat(root.tag("error.type")).isEqualTo("java.lang.IllegalStateException");
    assertThat(everything(span) + everything(root)).doesNotContain("secret");
  }

  @Test
  void connectionsToOneDatabaseShareItAndUsersDoNot() {
    String url = "jdbc:postgresql://db.example:5432/shop";
    assertThat(Database.of(url, "a")).isSameAs(Database.of(url + "?password=x", "a"));
    assertThat(Database.of(url, "a")).isNotSameAs(Database.of(url, "b"));
    assertThat(Database.of(url, "a")).isNotSameAs(Database.of(url + "2", "a"));
  }

  @Test
  void aDatabaseThatNobodyCanNameIsNoService() {
    Span span = DatabaseSpans.start(Database.of("nonsense", null), null, DatabaseSpans.STATEMENT);
    DatabaseSpans.end(span, null);

    assertThat(span.service()).isEqualTo("shop");
    assertThat(span.operation()).isEqualTo("database.query");
    assertThat(span.resource()).isEqualTo("DB Query");
  }

  @Test
  void aCacheCallHasTheNamesAndTagsOfItsKind() {
    Span span = redis.start("GET", "cache.example");
    redis.end(span, new IllegalStateException("gone"));

    assertThat(span.operation()).isEqualTo("redis.query");
    assertThat(span.service()).isEqualTo("redis");
    assertThat(span.resource()).isEqualTo("GET");
    assertThat(span.type()).isEqualTo("redis");
    assertThat(span.tag("component")).isEqualTo("redis-command");
    assertThat(span.tag("db.type")).isEqualTo("redis");
    assertThat(span.tag("peer.hostname")).isEqualTo("cache.example");
    assertThat(span.isError()).isTrue();
    assertThat(span.tag("error.message")).isEqualTo("gone");
  }

  @Test
  void aCommandInTwoCallsBecomesASpanAfterwards() {
    Span root = Tracer.active().start("job");
    redis.record("PING", null, root, System.nanoTime() - 5_000_000, null);
    root.finish();

    Span ping = written.get(1);
    assertThat(ping.parentId()).isEqualTo(root.spanId());
    assertThat(ping.duration()).isGreaterThanOrEqualTo(5_000_000);
  }

  @Test
  void withoutATracerNothingHappens() {
    Tracer.install(null);
    assertThat(DatabaseSpans.start(database, "select 1", DatabaseSpans.STATEMENT)).isNull();
    assertThat(redis.start("GET", null)).isNull();
    redis.record("GET", null, null, 0, null);
    assertThat(written).isEmpty();
  }
}
