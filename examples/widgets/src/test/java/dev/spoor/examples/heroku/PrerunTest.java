package dev.spoor.examples.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What {@code datadog/prerun.sh} makes of an add-on's URL, sourced by a real shell. */
class PrerunTest {
  @TempDir Path home;
  private Dyno dyno;

  @BeforeEach
  void needsAShell() {
    assumeTrue(Dyno.hasShell(), "skipped: no /bin/bash here, and prerun.sh is for bash");
    dyno = new Dyno(home, "web.1");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "postgres://u:p@h.example:5432/d1 | h.example | 5432 | u | p | d1 | require",
        "postgresql://u:p@h.example/d1 | h.example | 5432 | u | p | d1 | require",
        "postgres://u:p%40x@h:5433/d?sslmode=disable&application_name=a|h|5433|u|p@x|d|disable",
        "postgres://u:p:q@h:1/d | h | 1 | u | p:q | d | require",
        "postgres://u:it's$HOME`id`\\n&x@h:1/d | h | 1 | u | it's$HOME`id`\\n&x | d | require",
        "postgres://u:a@b@h:1/d | h | 1 | u | a@b | d | require",
        "postgres://u:100%@h:1/d | h | 1 | u | 100% | d | require",
        "postgres://u:%C3%BC%2F%3F@h:1/d | h | 1 | u | ü/? | d | require",
        "postgres://u:<HOST>@h:1/d | h | 1 | u | <HOST> | d | require",
        "postgres://u:p@[::1]:5432/d | ::1 | 5432 | u | p | d | require",
        "postgres://u@h/d | h | 5432 | u | | d | require",
      })
  void theDatabaseUrlBecomesThePostgresCheck(
      String url, String host, int port, String user, String password, String name, String ssl)
      throws Exception {
    dyno.with("DATABASE_URL", url);

    assertThat(dyno.start()).isEqualTo(new Dyno.Start("version= off=\n0\n", 0));

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("host", host);
    expected.put("port", port);
    expected.put("username", user);
    expected.put("password", password);
    expected.put("dbname", name);
    expected.put("ssl", ssl);
    expected.put("disable_generic_tags", true);
    expected.values().removeIf(value -> value == null);
    assertThat(instances("postgres")).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:s3cret@h/d",
        "s3cret",
        "postgres://u:s3cret@h:port/d",
        "postgres://u:s3cret@/d",
        "postgres://u:s3cret@h",
        "postgres://",
        "://@/"
      })
  void aDatabaseUrlThatCannotBeReadGivesOneLineWithoutThePassword(String url) throws Exception {
    dyno.with("DATABASE_URL", url);

    Dyno.Start start = dyno.start();

    assertThat(start.status()).isZero();
    assertThat(start.output())
        .startsWith("datadog/prerun.sh: DATABASE_URL is not of the form")
        .contains("the postgres check is off")
        .doesNotContain("s3cret")
        .hasLineCount(3);
    assertThat(dyno.conf("postgres")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false", "1", ""})
  void databaseMonitoringIsOnWhereItIsAskedFor(String value) throws Exception {
    dyno.with("DATABASE_URL", "postgres://u:p@h/d").with("DD_ENABLE_DBM", value).start();

    assertThat(instances("postgres").get(0).get("dbm"))
        .isEqualTo(value.equals("true") ? true : null);
  }

  /** Each repetition has logins of its own, the same in every run. */
  @RepeatedTest(40)
  void anyLoginComesThroughUnharmed(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    String user = word(random);
    String password = word(random);
    String login = inUrl(user, "%:/?@", random) + ":" + inUrl(password, "%/?", random);
    dyno.with("DATABASE_URL", "postgres://" + login + "@h:1/d")
        .with("REDIS_URL", "rediss://" + login + "@h:2");

    assertThat(dyno.start()).isEqualTo(new Dyno.Start("version= off=\n0\n", 0));

    for (String check : List.of("postgres", "redisdb")) {
      assertThat(instances(check).get(0))
          .as("%s of %s", check, login)
          .containsEntry("host", "h")
          .containsEntry("username", user)
          .containsEntry("password", password);
    }
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder("x");
    for (int n = 1 + random.nextInt(12); n > 0; n--) {
      word.append(random.nextInt(10) == 0 ? 'ü' : (char) (' ' + random.nextInt(95)));
    }
    return word.toString();
  }

  /** Some characters are encoded by choice, some because they must be. */
  private static String inUrl(String word, String reserved, Random random) {
    StringBuilder text = new StringBuilder();
    for (byte each : word.getBytes(StandardCharsets.UTF_8)) {
      boolean encoded = each < 0 || reserved.indexOf(each) >= 0 || random.nextInt(3) == 0;
      text.append(encoded ? String.format("%%%02X", each & 0xff) : String.valueOf((char) each));
    }
    return text.toString();
  }

  @Test
  void whatIsNotThereIsNotChecked() throws Exception {
    assertThat(dyno.start()).isEqualTo(new Dyno.Start("version= off=\n0\n", 0));

    for (String check : List.of("postgres", "redisdb", "mcache")) {
      assertThat(dyno.conf(check)).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rediss://:p%23w@r.example:6380 | r.example | 6380 | | p#w | | true",
        "redis://u:p@r/2 | r | 6379 | u | p | 2 | false",
        "redis://r:6379 | r | 6379 | | | | false",
      })
  void theRedisUrlBecomesTheRedisCheck(
      String url, String host, int port, String user, String password, Integer db, boolean ssl)
      throws Exception {
    dyno.with("REDIS_URL", url);

    assertThat(dyno.start().status()).isZero();

    Map<String, Object> expected = new HashMap<>();
    expected.put("host", host);
    expected.put("port", port);
    expected.put("username", user);
    expected.put("password", password);
    expected.put("db", db);
    expected.put("ssl", ssl);
    expected.put("ssl_cert_reqs", 0);
    expected.values().removeIf(value -> value == null);
    assertThat(instances("redisdb")).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://:s3cret@r", "redis://:s3cret@r/zero", "redis:s3cret"})
  void aRedisUrlThatCannotBeReadGivesOneLineWithoutThePassword(String url) throws Exception {
    dyno.with("REDIS_URL", url);

    assertThat(dyno.start().output())
        .startsWith("datadog/prerun.sh: REDIS_URL is not of the form")
        .doesNotContain("s3cret");
    assertThat(dyno.conf("redisdb")).doesNotExist();
  }

  @Test
  void eachMemcachedServerIsAnInstance() throws Exception {
    dyno.with("MEMCACHEDCLOUD_SERVERS", "a.example:11211, b.example,,bad:port:1")
        .with("MEMCACHEDCLOUD_USERNAME", "mu")
        .with("MEMCACHEDCLOUD_PASSWORD", "it's");

    assertThat(dyno.start().status()).isZero();

    assertThat(instances("mcache"))
        .containsExactly(
            Map.of("url", "a.example", "port", 11211, "username", "mu", "password", "it's"),
            Map.of("url", "b.example", "port", 11211, "username", "mu", "password", "it's"));
  }

  @Test
  void theOtherMemcachedAddOnIsReadToo() throws Exception {
    dyno.with("MEMCACHIER_SERVERS", "m.example:11212");

    assertThat(dyno.start().status()).isZero();

    assertThat(instances("mcache")).containsExactly(Map.of("url", "m.example", "port", 11212));
  }

  @Test
  void aFileWithAPasswordIsForItsOwnerOnly() throws Exception {
    dyno.with("DATABASE_URL", "postgres://u:p@h/d").start();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dyno.conf("postgres"))))
        .isEqualTo("rw-------");
  }

  @Test
  void theMapperIsAppendedOnceAndIsValid() throws Exception {
    dyno.start();
    dyno.start();

    Map<String, Object> config = new Yaml().load(Files.readString(dyno.agentConfig()));
    assertThat(config).containsKeys("confd_path", "dogstatsd_mapper_profiles");
    List<Map<String, Object>> profiles = list(config.get("dogstatsd_mapper_profiles"));
    assertThat(profiles).hasSize(1);
    assertThat(list(profiles.get(0).get("mappings")))
        .extracting(rule -> rule.get("match") + " -> " + rule.get("name"))
        .containsExactly(
            "sidekiq\\.sidekiq\\.(.*) -> sidekiq.$1",
            "sidekiq\\.jobs\\.(.*)\\.perform -> sidekiq.jobs.perform",
            "sidekiq\\.jobs\\.(.*)\\.(count|success|failure) -> sidekiq.jobs.worker.$2");
  }

  @ParameterizedTest
  @CsvSource({"web.1,", "worker.2,", "run.1234,1", "release.5678,1", "scheduler.9,1"})
  void noAgentIsStartedForAOneOffDyno(String name, String off) throws Exception {
    assertThat(new Dyno(home, name).start().output())
        .startsWith("version= off=" + (off == null ? "" : off) + "\n");
  }

  @Test
  void theVersionIsTheCommitUnlessOneIsGiven() throws Exception {
    dyno.with("HEROKU_SLUG_COMMIT", "2c3a1f0");
    assertThat(dyno.start().output()).startsWith("version=2c3a1f0 ");

    dyno.with("DD_VERSION", "0.1");
    assertThat(dyno.start().output()).startsWith("version=0.1 ");
  }

  private List<Map<String, Object>> instances(String check) throws IOException {
    Map<String, Object> conf = new Yaml().load(Files.readString(dyno.conf(check)));
    assertThat(conf).containsEntry("init_config", null);
    return list(conf.get("instances"));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Object value) {
    return (List<Map<String, Object>>) value;
  }
}
