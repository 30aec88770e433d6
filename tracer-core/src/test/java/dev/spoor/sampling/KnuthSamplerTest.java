package dev.spoor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shared test of ids against rates, by the formula in integers of any size. */
class KnuthSamplerTest {
  private static final BigInteger RANGE = BigInteger.ONE.shiftLeft(64);
  private static final BigInteger FACTOR = new BigInteger("1111111111111111111");

  @Test
  void agreesWithTheFormula() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long id = random.nextLong();
      double rate = random.nextInt(10) == 0 ? random.nextInt(1000) / 1000.0 : random.nextDouble();
      BigInteger hash = new BigInteger(Long.toUnsignedString(id)).multiply(FACTOR).mod(RANGE);
      // The product is taken in doubles by all tracers: near the edge that rounding decides.
      BigInteger edge = new BigDecimal(rate * 0x1p64).toBigInteger();
      assertThat(KnuthSampler.keeps(id, rate))
          .as(Long.toUnsignedString(id) + " at " + rate)
          .isEqualTo(hash.compareTo(edge) <= 0 && rate > 0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.0602, false",
    "1, 0.0603, true",
    "10, 0.6023, false",
    "10, 0.6024, true",
    "18444899399302180860, 0.5, false",
    "9223372036854775808, 0.4999, false",
    "9223372036854775808, 0.5, true",
    "12345, 1, true",
    "12345, 2, true",
    "12345, 0, false",
    "12345, -1, false",
    "12345, NaN, false"
  })
  void knownIds(String id, double rate, boolean kept) {
    assertThat(KnuthSampler.keeps(Long.parseUnsignedLong(id), rate)).isEqualTo(kept);
  }

  @Test
  void keepsAboutTheShareThatIsAskedFor() {
    Random random = new Random(2);
    int kept = 0;
    for (int i = 0; i < 100_000; i++) {
      kept += KnuthSampler.keeps(random.nextLong() & Long.MAX_VALUE, 0.25) ? 1 : 0;
    }
    assertThat(kept).isBetween(24_000, 26_000);
  }
}
