package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Holds for {@link PairCache} as well, which does the remembering. */
class SqlCacheTest {
  @Test
  void theSameStatementGivesTheSameObject() {
    SqlCache cache = new SqlCache();
    SqlText first = cache.get("select 1", SqlDialect.ANSI);

    assertThat(first).isEqualTo(new SqlText("select ?", "select"));
    assertThat(cache.get(new String("select 1"), SqlDialect.ANSI)).isSameAs(first);
  }

  @Test
  void dialectsDoNotMix() {
    SqlCache cache = new SqlCache();
    String sql = "select \"a\"";

    assertThat(cache.get(sql, SqlDialect.ANSI).obfuscated()).isEqualTo(sql);
    assertThat(cache.get(sql, SqlDialect.MYSQL).obfuscated()).isEqualTo("select ?");
    assertThat(cache.get(sql, SqlDialect.ANSI).obfuscated()).isEqualTo(sql);
  }

  @Test
  void noStatementIsADatabaseQuery() {
    SqlCache cache = new SqlCache();
    assertThat(cache.get(null, SqlDialect.ANSI)).isEqualTo(new SqlText("DB Query", null));
    assertThat(cache.get("", SqlDialect.ANSI).obfuscated()).isEqualTo("DB Query");
  }

  @Test
  void remembersNoMoreThanItsBounds() {
    PairCache<String> cache = new PairCache<>(64, 100, 1_000);
    for (int i = 0; i < 10_000; i++) {
      String key = "key " + i + "x".repeat(i % 60);
      cache.put(key, "", key);
      assertThat(cache.get(key, "")).isEqualTo(key);
      assertThat(cache.chars()).isBetween(0, 1_000);
    }
    cache.put("y".repeat(101), "", "too long");
    assertThat(cache.get("y".repeat(101), "")).isNull();
  }

  @Test
  void keepsTheNewerOfTwoThatShareAPlace() {
    PairCache<Integer> cache = new PairCache<>(2, 100, 1_000);
    cache.put("a", "", 1);
    cache.put("b", "", 2);
    assertThat(cache.get("a", "")).isEqualTo(1);
    assertThat(cache.get("b", "")).isEqualTo(2);
    cache.put("c", "", 3);
    assertThat(cache.get("a", "")).isNull();
    assertThat(cache.get("b", "")).isEqualTo(2);
    assertThat(cache.get("b", "x")).isNull();
  }
}
