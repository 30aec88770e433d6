package dev.spoor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a decision tells of itself. */
class SamplingCauseTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "0.5, 0.5",
    "0.50, 0.5",
    "0.1, 0.1",
    "0.25, 0.25",
    "0.000001, 0.000001",
    "0.0000001, 0",
    "0.0000005, 0.000001",
    "0.7654321, 0.765432",
    "0.7654325, 0.765433",
    "0.9999999, 1",
    "0.05, 0.05"
  })
  void aRateHasAtMostSixDecimalsAndNoZerosAtItsEnd(double rate, String text) {
    assertThat(SamplingCause.rateText(rate)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "3, 1", "4, 0", "5, 0", "8, 0", "11, 1", "12, 1"})
  void onlyDecisionsByARateTellItToOthers(int mechanism, int tags) {
    assertThat(new SamplingCause(mechanism, null, 0.5).addTo(TraceTags.NONE).size())
        .isEqualTo(tags);
  }

  @Test
  void theRateOfThisDecisionTakesThePlaceOfTheCallers() {
    TraceTags received = TraceTags.NONE.with("_dd.p.ksr", "0.1").with("_dd.p.usr.id", "x");
    TraceTags tags = new SamplingCause(Priority.BY_LOCAL_RULE, "p", 0.25).addTo(received);
    assertThat(tags.size()).isEqualTo(2);
    assertThat(tags.value(0)).isEqualTo("0.25");
    assertThat(new SamplingCause(Priority.BY_HAND, null, 1).addTo(received)).isSameAs(received);
  }
}
