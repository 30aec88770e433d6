package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStringRedactorTest {
  private final QueryStringRedactor builtIn = new QueryStringRedactor(null);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "token=abc&x=1;<redacted>&x=1",
        "x=1&token=abc;x=1&<redacted>",
        "my_token=abc;my_<redacted>",
        "PASSWORD=a;<redacted>",
        "pwd=a&pass=b&passwd=c&pword2=d;<redacted>&<redacted>&<redacted>&<redacted>",
        "old_password=a&new-pwd=b;<redacted>&<redacted>",
        "pass_phrase=a&pass-phrase=b;<redacted>&<redacted>",
        "api_key=a&api-key-id=b&apikey=c&application_key=d;<redacted>&<redacted>&<redacted>&<redacted>",
        "consumer_secret=a&consumerid=b;<redacted>&<redacted>",
        "sign=a&signed=b&X-Amz-Signature=c;<redacted>&<redacted>&X-Amz-<redacted>",
        "auth=a&authorization=b&authentication=c;<redacted>&<redacted>&<redacted>",
        "token%3Dabc%26y&x=1;<redacted>&x=1",
        "token%20=abc;<redacted>",
        "redirect=/cb?token=abc&y=1;redirect=/cb?<redacted>&y=1",
        "token=a=b;<redacted>",
        "data={\"password\":\"a\\\"b\",\"c\":1};data={<redacted>,\"c\":1}",
        "data=%7B%22token%22%3A%22abc%22%2C%22d%22%3A1;data=%7B<redacted>%2C%22d%22%3A1",
        "data={\"token\" : 123,\"c\":1};data={<redacted>,\"c\":1}",
        "q=bearer%20abc.def-1&x=1;q=<redacted>&x=1",
        "q=Bearer+abc;q=<redacted>",
        "q=token:0123456789abc;q=<redacted>",
        "q=token%3A0123456789abcdef;q=<redacted>",
        "q=ghp_012345678901234567890123456789012345&x=1;q=<redacted>&x=1",
        "q=eyJhbGciOi.eyJzdWIiOi.c2ln-_&x=1;q=<redacted>&x=1",
        "q=eyJhbGciOi.eyJzdWIiOi;q=<redacted>",
        "q=-----BEGIN%20RSA%20PRIVATE%20KEY-----abc%2Bdef-----END%20RSA%20PRIVATE%20KEY-----&x=1;q=<redacted>&x=1",
        "q=-----BEGIN PRIVATE KEY-----abcdef;q=<redacted>",
      },
      delimiter = ';')
  void secretsAreHiddenTogetherWithTheirKeys(String query, String expected) {
    assertThat(builtIn.redact(query)).isEqualTo(expected);
  }

  @Test
  void publicKeysAreHiddenToo() {
    String key = "AAAAB3NzaC1yc2EAAAADAQABAAABgQ".repeat(4);
    assertThat(builtIn.redact("q=ssh-rsa%20" + key + "&x=1")).isEqualTo("q=<redacted>&x=1");
    assertThat(builtIn.redact("q=ecdsa-sha2-nistp256+" + key)).isEqualTo("q=<redacted>");
    assertThat(builtIn.redact("q=ssh-rsa%20short")).isEqualTo("q=ssh-rsa%20short");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x=1", "page=2&sort=name", "token", "token=", "token_id=1", "tokens=1", "passwordless=1",
            "key=1",
        "monkey=1", "author=x", "bearer", "bearerx", "q=token:abc", "ghp_abc", "q=ey", "q=eyJabc",
        "q=-----BEGIN PUBLIC KEY-----abc", "&&==%%", "a=%zz", "%", "%3", "%3D", "\"",
      })
  void otherQueriesComeBackAsTheSameInstance(String query) {
    assertThat(builtIn.redact(query)).isSameAs(query);
  }

  @Test
  void anEmptyPatternRedactsNothing() {
    assertThat(new QueryStringRedactor("").redact("token=abc")).isEqualTo("token=abc");
  }

  @Test
  void aPatternOfTheUserReplacesTheBuiltInRules() {
    QueryStringRedactor own = new QueryStringRedactor("(?i)card=\\d+|^x*");
    assertThat(own.redact("token=abc&card=42&Card=7")).isEqualTo("token=abc&<redacted>&<redacted>");
    String same = "token=abc";
    assertThat(own.redact(same)).isEqualTo(same);
  }

  @Test
  void aPatternThatDoesNotCompileIsToldAndTheBuiltInRulesStay() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Log.setOutput(new PrintStream(out, true, StandardCharsets.UTF_8));
    QueryStringRedactor bad;
    try {
      bad = new QueryStringRedactor("(unclosed");
    } finally {
      Log.setOutput(System.err);
    }

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("DD_TRACE_OBFUSCATION_QUERY_STRING_REGEXP", "built-in");
    assertThat(bad.redact("token=abc")).isEqualTo("<redacted>");
  }

  @Test
  void aPatternThatWouldTakeForEverHidesTheWholeQuery() {
    long before = Counters.value("redaction.given_up");
    QueryStringRedactor slow = new QueryStringRedactor("(a+)+b");
    assertThat(slow.redact("x=" + "a".repeat(2_000) + "&y=1")).isEqualTo("<redacted>");
    QueryStringRedactor deep = new QueryStringRedactor("(?:x|a)*c");
    assertThat(deep.redact("a".repeat(16_000))).isIn("<redacted>", "a".repeat(16_000));
    assertThat(Counters.value("redaction.given_up")).isGreaterThan(before);
  }

  @Test
  void longQueriesAreCutBetweenParameters() {
    String query = "a=" + "b".repeat(16_000) + "&token=" + "c".repeat(1_000) + "&d=1";
    assertThat(builtIn.redact(query)).isEqualTo("a=" + "b".repeat(16_000));
    assertThat(builtIn.redact("a".repeat(20_000))).isEqualTo("<redacted>");
  }

  @Test
  void noSecretValueComesThroughWhateverStandsAroundIt() {
    long seed = 20261123;
    Random random = new Random(seed);
    String[] keys = {
      "token", "Password", "api_key", "client_secret", "access-key", "x_auth", "pwd1"
    };
    String[] around = {
      "", "&", "a=1&", "%22", "\"", "%", "=", "ey", "eyJ", "bearer", "-----", "{", "%3D"
    };
    for (int round = 0; round < 50_000; round++) {
      String key = keys[random.nextInt(keys.length)];
      String query =
          around[random.nextInt(around.length)]
              + around[random.nextInt(around.length)]
              + (random.nextBoolean() ? key + "=hunter2" : "{\"" + key + "\":\"hunter2\"")
              + around[random.nextInt(around.length)];
      if (builtIn.redact(query).contains("hunter2")) {
        throw new AssertionError(
            "seed " + seed + ": " + query + " became " + builtIn.redact(query));
      }
    }
  }

  @Test
  void hostileQueriesCostNoMoreThanTheirLength() {
    String[] pieces = {
      "a=",
      "%3D",
      "\"",
      "%22",
      "eyJ",
      "eyJa.",
      "ey",
      "token",
      "token:",
      "bearer ",
      "-----BEGIN",
      " =",
      "_",
      "\":",
      "ghp_",
      "ssh-rsa",
      "%",
      "&",
      "=",
      "+",
    };
    for (int round = 0; round < 20; round++) {
      for (String piece : pieces) {
        String query = piece.repeat(16_000 / piece.length());
        assertThat(builtIn.redact(query).length()).isLessThanOrEqualTo(5 * query.length() + 20);
      }
    }
  }
}
