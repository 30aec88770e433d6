package dev.spoor.examples.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          postgres://u:p@h.example:5432/d1                              | jdbc:postgresql://h.example:5432/d1                          | u | p
          postgres://u:p%40x@h:5432/d?sslmode=disable&application_name=a| jdbc:postgresql://h:5432/d?sslmode=disable&application_name=a| u | p@x
          postgresql://u:p@h/d                                          | jdbc:postgresql://h/d                                        | u | p
          postgres://u@h/d                                              | jdbc:postgresql://h/d                                        | u |
          postgres://u:p:q@h:1/d                                        | jdbc:postgresql://h:1/d                                      | u | p:q
          postgres://u:p@x@h:1/d                                        | jdbc:postgresql://h:1/d                                      | u | p@x
          postgres://u:a+b%2Bc@h/d                                      | jdbc:postgresql://h/d                                        | u | a+b+c
          postgres://%C3%BC:100%@h/my%20db                              | jdbc:postgresql://h/my%20db                                  | ü | 100%
          postgres://h:1/d?user=u&password=p&sslmode=require            | jdbc:postgresql://h:1/d?sslmode=require                      | u | p
          postgres://u:p@[::1]:5432/d                                   | jdbc:postgresql://[::1]:5432/d                               | u | p
          postgres://u:@h/                                              | jdbc:postgresql://h/                                         | u | ""
          """)
  void databaseUrlIsTakenApart(String url, String jdbcUrl, String user, String password) {
    assertThat(DatabaseAddress.from(Map.of("DATABASE_URL", url)))
        .contains(new DatabaseAddress(jdbcUrl, user, password));
  }

  @Test
  void jdbcDatabaseUrlWinsAndGivesItsLoginAway() {
    assertThat(
            DatabaseAddress.from(
                Map.of(
                    "DATABASE_URL", "postgres://no:no@no/no",
                    "JDBC_DATABASE_URL",
                        "jdbc:postgresql://h.example:5432/d?password=p%40x&sslmode=require&user=u")))
        .contains(
            new DatabaseAddress("jdbc:postgresql://h.example:5432/d?sslmode=require", "u", "p@x"));
  }

  @Test
  void jdbcDatabaseUrlWithoutLoginTakesThatOfTheVariablesBesideIt() {
    assertThat(
            DatabaseAddress.from(
                Map.of(
                    "JDBC_DATABASE_URL", "jdbc:postgresql://h/d",
                    "JDBC_DATABASE_USERNAME", "u",
                    "JDBC_DATABASE_PASSWORD", "p")))
        .contains(new DatabaseAddress("jdbc:postgresql://h/d", "u", "p"));
  }

  @Test
  void emptyCountsAsUnset() {
    assertThat(Settings.from(Map.of("DATABASE_URL", "", "REDIS_URL", " ", "PORT", "")))
        .isEqualTo(Settings.from(Map.of()));
    assertThat(Settings.from(Map.of()).database()).isEmpty();
    assertThat(Settings.from(Map.of()).redis()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          redis://h                    | h     | 6379 |   |     | 0 | false
          redis://:p%40x@h:1           | h     | 1    |   | p@x | 0 | false
          redis://u:p:q@h:1/3          | h     | 1    | u | p:q | 3 | false
          rediss://:p@h.example:7/     | h.example | 7 |  | p   | 0 | true
          """)
  void redisUrlIsTakenApart(
      String url, String host, int port, String user, String password, int database, boolean tls) {
    assertThat(RedisAddress.from(Map.of("REDIS_URL", url)))
        .contains(new RedisAddress(host, port, user, password, database, tls));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:s3cret@h:3306/d",
        "postgres://u:s3cret@/d",
        "postgres://u:s3cret@h:port/d",
        "postgres://u:s3cret@h:70000/d",
        "postgres:u:s3cret@h/d",
        "s3cret"
      })
  void unreadableDatabaseUrlIsRefusedWithoutShowingIt(String url) {
    assertThatThrownBy(() -> Settings.from(Map.of("DATABASE_URL", url)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("DATABASE_URL")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> Settings.from(Map.of("JDBC_DATABASE_URL", url)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("JDBC_DATABASE_URL")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://:s3cret@h", "redis://:s3cret@h/zero", "redis://:s3cret@", "s3cret"})
  void unreadableRedisUrlIsRefusedWithoutShowingIt(String url) {
    assertThatThrownBy(() -> Settings.from(Map.of("REDIS_URL", url)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("REDIS_URL")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void noTextOfAnAddressHoldsItsLogin() {
    assertThat(DatabaseAddress.ofUrl("postgres://usr:s3cret@h/d?sslpassword=s3cret").toString())
        .isEqualTo("jdbc:postgresql://h/d");
    assertThat(RedisAddress.ofUrl("rediss://usr:s3cret@h:1/2").toString())
        .isEqualTo("rediss://h:1/2");
  }

  @ParameterizedTest
  @CsvSource({"8081,8081", "' 8081 ',8081", "0,0", "abc,8080", "-1,8080", "70000,8080"})
  void portIsTakenFromTheEnvironmentOrSensible(String text, int port) {
    assertThat(Settings.from(Map.of("PORT", text)).port()).isEqualTo(port);
  }

  @Test
  void memcachedIsWhereAnAddOnSays() {
    assertThat(
            MemcachedAddress.from(
                Map.of(
                    "MEMCACHEDCLOUD_SERVERS", "mc1.example:13579,mc2.example",
                    "MEMCACHEDCLOUD_USERNAME", "u",
                    "MEMCACHEDCLOUD_PASSWORD", "p@x",
                    "MEMCACHE_SERVERS", "other:1")))
        .contains(
            new MemcachedAddress(
                List.of(
                    InetSocketAddress.createUnresolved("mc1.example", 13579),
                    InetSocketAddress.createUnresolved("mc2.example", 11211)),
                "u",
                "p@x"));
    assertThat(MemcachedAddress.from(Map.of("MEMCACHE_SERVERS", "[::1]:11211")))
        .contains(
            new MemcachedAddress(
                List.of(InetSocketAddress.createUnresolved("[::1]", 11211)), null, null));
    assertThat(
            MemcachedAddress.from(
                Map.of(
                    "MEMCACHIER_SERVERS", "mc.example:11212",
                    "MEMCACHIER_USERNAME", "u",
                    "MEMCACHIER_PASSWORD", "p")))
        .contains(
            new MemcachedAddress(
                List.of(InetSocketAddress.createUnresolved("mc.example", 11212)), "u", "p"));
    assertThat(MemcachedAddress.from(Map.of("MEMCACHE_SERVERS", " "))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h:0", "h:99999", ":11211", "h:1,:2", "h:port"})
  void unusableMemcachedAddressIsRefused(String servers) {
    assertThatThrownBy(
            () ->
                MemcachedAddress.from(
                    Map.of("MEMCACHE_SERVERS", servers, "MEMCACHE_PASSWORD", "s3cret")))
        .isInstanceOf(StartFailure.class)
        .hasMessage("MEMCACHE_SERVERS is not of the form host:11211,other:11211");
  }

  @Test
  void memcachedShowsNoLogin() {
    assertThat(
            MemcachedAddress.from(Map.of("MEMCACHE_SERVERS", "h", "MEMCACHE_USERNAME", "s3cret"))
                .orElseThrow())
        .hasToString("h:11211");
  }
}
