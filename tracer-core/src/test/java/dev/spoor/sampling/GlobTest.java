package dev.spoor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of sampling rules. */
class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "**, anything, true",
    "*, '', true",
    "'', '', true",
    "'', a, false",
    "shop, shop, true",
    "shop, SHOP, true",
    "SHOP, shop, true",
    "shop, shops, false",
    "shop, sho, false",
    "sh?p, shop, true",
    "sh?p, shp, false",
    "sh?p, shoop, false",
    "????, shop, true",
    "web.*, web.request, true",
    "web.*, webXrequest, false",
    "*.request, web.request, true",
    "*.request, web.requests, false",
    "w*q*t, web.request, true",
    "w*q*t, web.reuest, false",
    "*ab, aab, true",
    "a*b*c, abcbd, false",
    "a+b, a+b, true",
    "a+b, aab, false",
    "[ab], a, false",
    "GET /w*/?, get /widgets/1, true",
    "straße, STRASSE, false",
    "ÄPFEL, äpfel, true"
  })
  void theWholeTextIsMatchedWhateverItsCase(String pattern, String text, boolean expected) {
    assertThat(new Glob(pattern).matches(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "200, 200, true",
    "2??, 204, true",
    "2??, 2044, false",
    "-1, -1, true",
    "*, 7, true",
    "20, 200, false",
    "9223372036854775807, 9223372036854775807, true"
  })
  void wholeNumbersAreMatchedAsTheirDigits(String pattern, long number, boolean expected) {
    assertThat(new Glob(pattern).matches(number)).isEqualTo(expected);
  }

  @Property(tries = 2000)
  void agreesWithARegularExpression(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    boolean expected =
        Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
            .matcher(text)
            .matches();
    assertThat(new Glob(pattern).matches(text)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("abA*?").ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("abB").ofMaxLength(10);
  }

  @Property(tries = 500)
  void anyTextIsMatchedByAStarAndByItself(@ForAll String text) {
    assertThat(Glob.ANY.matches(text)).isTrue();
    assertThat(new Glob(text).matches(text)).isTrue();
    assertThat(new Glob("*" + text + "*").matches("x" + text + "y")).isTrue();
  }
}
