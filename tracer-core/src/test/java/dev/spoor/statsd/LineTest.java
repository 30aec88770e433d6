package dev.spoor.statsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {
  private static String text(Consumer<Line> writing) {
    Line line = new Line();
    writing.accept(line);
    return new String(line.bytes(), 0, line.size(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-17, -17",
    "0.5, 0.5",
    "-0.25, -0.25",
    "1.000001, 1.000001",
    "0.0000004, 0",
    "-0.0000004, 0",
    "3.14159265, 3.141593",
    "123456789012.25, 123456789012.25",
    "1e15, 1000000000000000",
    "9007199254740993.0, 9007199254740992",
    "1e21, 1000000000000000000000",
    "-1.5e12, -1500000000000"
  })
  void writesNumbersWithoutExponentAndWithSixDecimalsAtMost(double value, String expected) {
    assertThat(text(line -> line.number(value))).isEqualTo(expected);
  }

  @Test
  void numbersReadBackWithinHalfAMillionth() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(18));
      String written = text(line -> line.number(value));
      assertThat(written).matches("-?[0-9]+(\\.[0-9]{1,6})?");
      assertThat(new BigDecimal(written).doubleValue())
          .isCloseTo(value, org.assertj.core.data.Offset.offset(5.1e-7 + Math.ulp(value)));
    }
    for (long whole : new long[] {0, 9, 10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
      assertThat(text(line -> line.number(whole))).isEqualTo(Long.toString(whole));
    }
  }

  @Test
  void noTextCanEndItsFieldOrTheLine() {
    Random random = new Random(5);
    String alphabet = "ab:|,#@\n\r\t\0\u007fé€m:_😀\ud800";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder made = new StringBuilder();
      for (int n = random.nextInt(300); n > 0; n--) {
        made.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String any = made.toString();
      assertThat(text(line -> line.name(any))).matches("[A-Za-z0-9_.]{0,200}");
      assertThat(text(line -> line.tag(any))).doesNotContain("|", ",", "\n", "\r", "\0");
      assertThat(text(line -> line.member(any))).doesNotContain("|", ":", "\n", "\r");
      assertThat(text(line -> line.field(any))).doesNotContain("|", "\n", "\r");
      assertThat(text(line -> line.escaped(any))).doesNotContain("\n", "\r");
      assertThat(text(line -> line.message(any))).doesNotContain("|", "\n", "\r", "m:");
    }
  }

  @Test
  void textIsUtf8() {
    String mixed = "aé€😀z";
    assertThat(text(line -> line.escaped(mixed))).isEqualTo(mixed);
    assertThat(text(line -> line.tag("k:" + mixed))).isEqualTo("k:" + mixed);
    assertThat(text(line -> line.tag("x".repeat(199) + "😀"))).isEqualTo("x".repeat(199));
  }
}
