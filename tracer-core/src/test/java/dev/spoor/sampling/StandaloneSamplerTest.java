package dev.spoor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One trace a minute, counted from the last one that was kept. */
class StandaloneSamplerTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void keepsTheFirstAndThenOneAMinute() {
    // By a clock that overflows meanwhile, as nanoTime may.
    long start = Long.MAX_VALUE - 30 * SECOND;
    StandaloneSampler sampler = new StandaloneSampler(start);
    assertThat(sampler.keeps(start)).isTrue();
    assertThat(sampler.keeps(start)).isFalse();
    assertThat(sampler.keeps(start + 59 * SECOND)).isFalse();
    assertThat(sampler.keeps(start + 70 * SECOND)).isTrue();
    assertThat(sampler.keeps(start + 121 * SECOND)).isFalse();
    assertThat(sampler.keeps(start + 130 * SECOND)).isTrue();
  }
}
