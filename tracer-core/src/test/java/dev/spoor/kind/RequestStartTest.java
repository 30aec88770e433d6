package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** {@code X-Request-Start} of any proxy and of none. */
class RequestStartTest {
  private static final long MINUTE = 60_000_000_000L;

  /** From September 2001, where seconds get their tenth digit, to 2200. */
  @Property
  void allProxiesTellTheSameTime(
      @ForAll @LongRange(min = 1_000_000_000_000_000L, max = 7_258_118_400_000_000L) long micros) {
    long expected = micros * 1_000;
    BigDecimal exact = BigDecimal.valueOf(micros);

    assertThat(RequestStart.epochNanos(exact.movePointLeft(3).toPlainString()))
        .as("Heroku, milliseconds")
        .isEqualTo(expected);
    assertThat(RequestStart.epochNanos("t=" + exact.movePointLeft(6).toPlainString()))
        .as("nginx, seconds")
        .isEqualTo(expected);
    assertThat(RequestStart.epochNanos("t=" + micros))
        .as("Apache, microseconds")
        .isEqualTo(expected);
  }

  @Property(tries = 2_000)
  void anyTextIsAWaitOfAMinuteAtMostOrNone(@ForAll("headers") String header) {
    long now = 1_795_387_641_500_000_000L;

    long start = RequestStart.epochNanos(header);
    long wait = RequestStart.waitNanos(header, now);

    assertThat(start == RequestStart.NONE || start >= 1_000_000_000_000_000_000L)
        .as("%s is %d", header, start)
        .isTrue();
    assertThat(wait == RequestStart.NONE || (wait >= 0 && wait <= MINUTE))
        .as("%s waits %d", header, wait)
        .isTrue();
  }

  @Provide
  static Arbitrary<String> headers() {
    Arbitrary<String> odd =
        Arbitraries.strings().withChars("0123456789").withChars("t=., -x\u0663").ofMaxLength(24);
    Arbitrary<String> near =
        Arbitraries.longs()
            .between(1_795_387_500_000L, 1_795_387_800_000L)
            .map(millis -> "t=" + millis);
    return Arbitraries.oneOf(odd, near, Arbitraries.strings());
  }
}
