package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements made at random with a fixed seed: no secret comes through, and nothing throws. */
class SqlObfuscatorPropertyTest {
  private static final long SEED = 20261123;
  private static final String SECRET = "hunter";

  private final Random random = new Random(SEED);

  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void secretsInLiteralPositionsNeverComeThrough(SqlDialect dialect) {
    for (int round = 0; round < 10_000; round++) {
      String sql = statement(dialect);
      String result = SqlObfuscator.obfuscate(sql, dialect);
      if (result.contains(SECRET) || result.contains("4242")) {
        throw new AssertionError("seed " + SEED + ": " + sql + " became " + result);
      }
      assertIdempotent(sql, result, dialect);
    }
  }

  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void tokensInAnyOrderAreHarmlessAndTheResultIsFinal(SqlDialect dialect) {
    String[] tokens = {
      "'",
      "''",
      "\"",
      "`",
      "[",
      "]",
      "(",
      ")",
      ",",
      "--",
      "/*",
      "*/",
      "#",
      "$",
      "$$",
      "$a$",
      "$1",
      "?",
      "?1",
      ":a",
      ":1",
      "::",
      "-",
      "+",
      "5",
      ".5",
      "1e-5",
      "0x1",
      "e",
      "E'",
      "N'",
      "q'",
      "U&'",
      "x",
      "IN",
      "VALUES",
      "values (",
      "in (",
      "identified by",
      "replace",
      "\\",
      "\n",
      " ",
      "\u00e4",
      "\ud83d",
      "\u0000",
      "a",
      "=",
      ";",
      "{",
      "}",
      "%",
      "@b",
      "'x'",
      "(?)",
      "NULL",
    };
    for (int round = 0; round < 20_000; round++) {
      StringBuilder sql = new StringBuilder();
      for (int n = random.nextInt(25); n > 0; n--) {
        sql.append(tokens[random.nextInt(tokens.length)]).append(random.nextBoolean() ? " " : "");
      }
      String text = sql.toString();
      String result = SqlObfuscator.obfuscate(text, dialect);
      assertThat(result.length()).isLessThanOrEqualTo(Math.max(8, 2 * text.length()));
      assertIdempotent(text, result, dialect);
      SqlObfuscator.operation(result);
    }
  }

  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void anyCharactersAreHarmless(SqlDialect dialect) {
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      String latin = new String(bytes, StandardCharsets.ISO_8859_1);
      assertIdempotent(latin, SqlObfuscator.obfuscate(latin, dialect), dialect);
      String wide = new String(bytes, StandardCharsets.UTF_16BE);
      assertIdempotent(wide, SqlObfuscator.obfuscate(wide, dialect), dialect);
    }
  }

  @Test
  void longStatementsStayWithinTheBoundAndAreFinal() {
    for (int round = 0; round < 100; round++) {
      StringBuilder sql = new StringBuilder("select ");
      while (sql.length() < 6_000) {
        sql.append(statement(SqlDialect.ANSI)).append(random.nextBoolean() ? " " : ", \"a b\", ");
      }
      String result = SqlObfuscator.obfuscate(sql.toString(), SqlDialect.ANSI);
      assertThat(result.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(5_000);
      assertIdempotent(sql.toString(), result, SqlDialect.ANSI);
    }
  }

  /**
   * A quadratic scanner would need minutes for one of these; this test ends in well under a second
   * each.
   */
  @Test
  void hostileStatementsCostNoMoreThanTheirLength() {
    String[] pieces = {
      "'",
      "\"",
      "`",
      "(",
      "[",
      "/*",
      "/**/",
      "--\n",
      "$a",
      "$a$",
      "'\\",
      "1e",
      "-",
      ",",
      "?,",
      "in(",
      "values(1),",
      "(1),",
      ":",
      "::",
      "U&'",
      "q'[",
      "e'\\",
      "((((",
      "in ((1),",
      "a.",
      "#",
      " ",
    };
    for (SqlDialect dialect : SqlDialect.values()) {
      for (String piece : pieces) {
        String sql = "values " + piece.repeat(300_000 / piece.length());
        assertThat(SqlObfuscator.obfuscate(sql, dialect)).as(piece).hasSizeLessThan(5_001);
      }
    }
  }

  private static void assertIdempotent(String sql, String result, SqlDialect dialect) {
    String again = SqlObfuscator.obfuscate(result, dialect);
    if (!again.equals(result)) {
      throw new AssertionError(
          "seed " + SEED + ", " + dialect + ": " + sql + " became " + result + ", then " + again);
    }
  }

  private String statement(SqlDialect dialect) {
    StringBuilder sql = new StringBuilder("select a1, t.b from t1 where ");
    for (int n = 1 + random.nextInt(5); n > 0; n--) {
      sql.append(pick("x", "t1.c2", "`y z`", "lower(w)", "z::text", "$1", "?", ":p"));
      sql.append(pick("=", " = ", " >= ", " LIKE ", " in (", " in(?, ", "||", " IN ((?, "));
      sql.append(literal(dialect));
      sql.append(pick("", ", " + literal(dialect) + ")", ")", "))", " /* it's " + SECRET + " */"));
      sql.append(pick(" and ", " or ", "\nAND ", ") AND ", " -- it's " + SECRET + "\n and "));
    }
    return sql.append(pick("1=1", "insert into t values (" + literal(dialect) + "), (1)"))
        .toString();
  }

  private String literal(SqlDialect dialect) {
    String inner =
        pick(
                "", "it''s ", "a\\\\", "\"", "/*", "*/", "--", "$$", "\n", "?", "(", "\\' ", "\\",
                "#", "`")
            + SECRET
            + pick("", "''", " '' ", "--", "/*", "\\n", "$1", ":p", ")", ",", "\\''");
    if (dialect == SqlDialect.MYSQL || dialect == SqlDialect.UNKNOWN) {
      if (random.nextInt(3) == 0) {
        return '"' + inner.replace("\"", "\"\"") + '"';
      }
    }
    return switch (random.nextInt(8)) {
      case 0 -> "4242";
      case 1 -> pick("-4242.5e3", "+.4242", "0x4242", "4242.", "4242L");
      case 2 -> "$tag$" + inner + "$tag$";
      case 3 -> pick("N'", "n'", "X'", "b'", "U&'", "_utf8'") + inner + "'";
      case 4 -> "E'" + SECRET + "\\' " + SECRET + "''" + "'";
      case 5 -> "q'{it's " + SECRET + "}'";
      default -> "'" + inner + "'";
    };
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
