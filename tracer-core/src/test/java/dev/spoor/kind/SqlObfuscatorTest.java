package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each kind of token; see {@link SqlObfuscatorPropertyTest} for what never may. */
class SqlObfuscatorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM t WHERE id=1 => SELECT * FROM t WHERE id=?",
        "select a from t where b='x' and c = 'it''s' => select a from t where b=? and c = ?",
        "select 1.5, -2, +3e-5, .5, 0xFF, 1e10, 5-3 => select ?, ?, ?, ?, ?, ?, ?-?",
        "where a>=-1.5e3 and b - 1 < c-1 => where a>=? and b - ? < c-?",
        "where a in (1, 2,3) => where a in (?)",
        "where a IN (?,?,?) and b in ( ?, ? ) => where a IN (?) and b in ( ? )",
        "where (a,b) in ((1,2),(3,4), (5,6)) => where (a,b) in ((?))",
        "where a in (-1, -2) => where a in (?)",
        "where a in (select b from c where d = 1) => where a in (select b from c where d = ?)",
        "insert into t values (1, 'x') => insert into t values (?)",
        "insert into t (a, b) VALUES (?, ?), (?, ?), (?, ?) => insert into t (a, b) VALUES (?)",
        "insert into t values (1, now(), 2), (3, now(), 4) => insert into t values (?, now(), ?)",
        "insert into t values (1,2),(3,4) on conflict do nothing => insert into t values (?) on conflict do nothing",
        "insert into t values (1) returning id, (2) => insert into t values (?) returning id, (?)",
        "select f(1, 2), coalesce(a, 'x') => select f(?, ?), coalesce(a, ?)",
        "select array[1,2,3], a[1], a[1:2], a[:2] => select array[?], a[?], a[?:?], a[:?]",
        "select a::int, '1'::text, $1, :name, :1, ?1, @v from t1 => select a::int, ?::text, $1, :name, :1, ?1, @v from t1",
        "select N'x', E'a\\'b', U&'x' UESCAPE '!', x'ff', B'01' => select ?, ?, ? UESCAPE ?, ?, ?",
        "select q'[it's]', nQ'!it's!', q'xaxx' => select ?, ?, ?",
        "select $$it's$$, $tag$a $$ b$tag$, v$session, a$b from dual => select ?, ?, v$session, a$b from dual",
        "select DATE'2020-01-01', {d '2020-01-01'}, interval '1 day' => select DATE?, {d ?}, interval ?",
        "select table1, col_2, t1.c2, \"my col 1\", `b 2` from \"S 1\".t => select table1, col_2, t1.c2, \"my col 1\", `b 2` from \"S 1\".t",
        "select NULL, TRUE, false from t => select NULL, TRUE, false from t",
        "select /* secret */ 1 -- secret => select ?",
        "/*ddps='a',dde='b'*/ SELECT a/**/b FROM t => SELECT a b FROM t",
        "select a -- it's\nfrom t where b = 'x' => select a from t where b = ?",
        "  select \t\n 1  ; => select ? ;",
        "select 'abc => select ?",
        "select \"abc => select ?",
        "select $a$ abc => select ?",
        "select a /* abc => select a ?",
        "select a /* b /* c */ secret => select a ?",
        "where a = 'x\\' or b = 'secret' => where a = ?",
        "where a = 'x\\\\' and b = 'y' => where a = ? and b = ?",
        "{call p(?, 1)} => {call p(?, ?)}",
        "alter user u identified by hunter2 => alter user u identified by ?",
        "create user u IDENTIFIED BY \"hunter 2\" => create user u IDENTIFIED BY ?",
        "alter user u identified by a1 replace b1 => alter user u identified by ? replace ?",
        "select data->>'a', data ? 'b', a || 'c' => select data->>?, data ? ?, a || ?",
        "select größe from straße where ä = 'ö' => select größe from straße where ä = ?",
        "limit 10 offset 20 => limit ? offset ?",
      })
  void literalsBecomeQuestionMarks(String row) {
    int arrow = row.indexOf(" => ");
    assertThat(SqlObfuscator.obfuscate(row.substring(0, arrow), SqlDialect.ANSI))
        .isEqualTo(row.substring(arrow + 4));
  }

  @Test
  void whatDoubleQuotesHoldDependsOnTheDatabase() {
    String sql = "select \"a 1\" from t where b = \"it's\" and c = 'd'";
    assertThat(SqlObfuscator.obfuscate(sql, SqlDialect.ANSI))
        .isEqualTo("select \"a 1\" from t where b = \"it's\" and c = ?");
    assertThat(SqlObfuscator.obfuscate(sql, SqlDialect.MYSQL))
        .isEqualTo("select ? from t where b = ? and c = ?");
    assertThat(SqlObfuscator.obfuscate(sql)).isEqualTo("select ? from t where b = ? and c = ?");
  }

  @Test
  void bracketsHoldNamesInSqlServerOnly() {
    String sql = "select [my col 1] from #tmp where a = $15.5";
    assertThat(SqlObfuscator.obfuscate(sql, SqlDialect.SQLSERVER))
        .isEqualTo("select [my col 1] from #tmp where a = ?");
    assertThat(SqlObfuscator.obfuscate("select [my col 1]", SqlDialect.ANSI))
        .isEqualTo("select [my col ?]");
  }

  @Test
  void commentSignsThatDatabasesDisagreeAboutEndTheStatement() {
    assertThat(SqlObfuscator.obfuscate("select a # it's\nfrom t", SqlDialect.MYSQL))
        .isEqualTo("select a from t");
    assertThat(SqlObfuscator.obfuscate("select a # b", SqlDialect.ANSI)).isEqualTo("select a # b");
    assertThat(SqlObfuscator.obfuscate("select a # it's\nfrom t")).isEqualTo("select a ?");
    assertThat(SqlObfuscator.obfuscate("select 5--3", SqlDialect.MYSQL)).isEqualTo("select ?- ?");
    assertThat(SqlObfuscator.obfuscate("select a --x's\n, b", SqlDialect.ANSI))
        .isEqualTo("select a , b");
    assertThat(SqlObfuscator.obfuscate("select a --x's\n, b")).isEqualTo("select a ?");
  }

  @Test
  void nothingToChangeGivesTheSameInstance() {
    String sql = new String("SELECT a, \"b\" FROM t WHERE c = ? AND d IN (?)");
    assertThat(SqlObfuscator.obfuscate(sql, SqlDialect.ANSI)).isSameAs(sql);
  }

  @Test
  void nothingLeftIsADatabaseQuery() {
    for (String sql : new String[] {null, "", " \n", "-- a", "/* a */"}) {
      assertThat(SqlObfuscator.obfuscate(sql, SqlDialect.ANSI)).isEqualTo("DB Query");
    }
  }

  @Test
  void theResultIsCutAtFiveThousandBytesBetweenTokens() {
    String names = "select " + "größe_, ".repeat(2_000) + "\"q\" from t";
    String cut = SqlObfuscator.obfuscate(names, SqlDialect.ANSI);
    assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(4_950, 5_000);
    assertThat(cut).endsWith("größe_,").doesNotContain("?");

    String emoji = SqlObfuscator.obfuscate("select \uD83D\uDE00".repeat(2_000), SqlDialect.ANSI);
    assertThat(emoji.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(4_950, 5_000);
  }

  @Test
  void aBatchOfAnySizeComesOutAsOneRow() {
    StringBuilder sql = new StringBuilder("insert into t (a, b) values ");
    for (int i = 0; i < 50_000; i++) {
      sql.append(i == 0 ? "" : ", ")
          .append("(")
          .append(i)
          .append(", lower('x")
          .append(i)
          .append("'))");
    }
    assertThat(SqlObfuscator.obfuscate(sql.toString(), SqlDialect.ANSI))
        .isEqualTo("insert into t (a, b) values (?, lower(?))");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t|SELECT",
        "/* x */ insert into t values (1)|insert",
        "((select 1))|select",
        "{call p(?)}|call",
        "{? = call p(?)}|call",
        "WITH x AS (select 1) select 2|WITH",
        "BEGIN;|BEGIN",
        "'hunter2'|",
        "42|",
      })
  void theOperationIsTheFirstWord(String row) {
    String sql = row.substring(0, row.indexOf('|'));
    String expected = row.endsWith("|") ? null : row.substring(row.indexOf('|') + 1);
    assertThat(SqlObfuscator.operation(SqlObfuscator.obfuscate(sql, SqlDialect.ANSI)))
        .isEqualTo(expected);
  }

  @Test
  void theDialectComesFromTheType() {
    assertThat(SqlDialect.of("postgresql")).isEqualTo(SqlDialect.ANSI);
    assertThat(SqlDialect.of("mariadb")).isEqualTo(SqlDialect.MYSQL);
    assertThat(SqlDialect.of("sqlserver")).isEqualTo(SqlDialect.SQLSERVER);
    assertThat(SqlDialect.of("sqlite")).isEqualTo(SqlDialect.UNKNOWN);
    assertThat(SqlDialect.of(null)).isEqualTo(SqlDialect.UNKNOWN);
  }
}
