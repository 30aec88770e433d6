package dev.spoor.examples.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@code DATABASE_URL} with logins of any kind, and text that is none. */
class DatabaseUrlPropertyTest {
  @Property
  void anyLoginComesBackAndIsInNoText(
      @ForAll("words") String user,
      @ForAll("words") String password,
      @ForAll("words") String name) {
    String secret = "hunter2" + password;
    String url =
        "postgres://" + encode(user) + ":" + encode(secret) + "@h.example:5432/" + encode(name);

    DatabaseAddress address = DatabaseAddress.from(Map.of("DATABASE_URL", url)).orElseThrow();

    assertThat(address.user()).isEqualTo(user);
    assertThat(address.password()).isEqualTo(secret);
    assertThat(address.jdbcUrl())
        .isEqualTo("jdbc:postgresql://h.example:5432/" + encode(name))
        .doesNotContain("hunter2");
    assertThat(address.toString()).doesNotContain("hunter2");
  }

  @Property(tries = 1_000)
  void whateverStandsAroundAPasswordItIsNotShown(
      @ForAll("logins") String before, @ForAll("logins") String after, @ForAll("odd") String rest) {
    assertThat(shown("postgres://" + before + ":hunter2" + after + "@" + rest))
        .doesNotContain("hunter2");
  }

  @Property(tries = 1_000)
  void anyTextIsReadOrRefused(@ForAll("odd") String text) {
    assertThat(shown(text)).isNotNull();
    assertThat(shown("postgres://" + text)).isNotNull();
  }

  private static String shown(String url) {
    try {
      return DatabaseAddress.from(Map.of("DATABASE_URL", url))
          .map(address -> address + " " + address.jdbcUrl())
          .orElse("nothing");
    } catch (StartFailure e) {
      assertThat(e.getCause()).isNull();
      return e.getMessage();
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Provide
  static Arbitrary<String> words() {
    return Arbitraries.strings().withChars("ab:/?#@%&+ '\"$`\\\u00fc\u2603").ofLength(6);
  }

  /** Without what ends a login. */
  @Provide
  static Arbitrary<String> logins() {
    return Arbitraries.strings().withChars("ab:#@%&=[]. 12").ofMaxLength(12);
  }

  @Provide
  static Arbitrary<String> odd() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("ab:/?#@%&=[]. 12").ofMaxLength(24),
        Arbitraries.strings().ofMaxLength(20));
  }
}
