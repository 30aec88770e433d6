package dev.spoor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates that the Agent answers with. */
class AgentRateSamplerTest {
  private static final long SECOND = 1_000_000_000L;

  private final AgentRateSampler sampler = new AgentRateSampler("Prod", 0);

  @Test
  void beforeAnyAnswerEverythingIsKept() {
    assertThat(sampler.rateFor("shop")).isEqualTo(1);
    Span root = trace();
    assertThat(root.trace().ensureDecided()).isEqualTo(1);
    assertThat(root.trace().decisionMaker()).isEqualTo("-1");
    assertThat(root.trace().rateTag()).isEqualTo("_dd.agent_psr");
    assertThat(root.trace().rate()).isEqualTo(1);
  }

  @Test
  void aRateOfZeroDrops() {
    sampler.accept(Map.of("service:,env:", 0.0), 0);
    Span root = trace();
    assertThat(root.trace().ensureDecided()).isZero();
    assertThat(root.trace().decisionMaker()).isNull();
    assertThat(root.trace().rate()).isZero();
  }

  private Span trace() {
    return new Tracer("shop", sampler, (trace, newest, count) -> {}, 100, true, true).start("job");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service:shop,env:prod|shop|0.25",
        "SERVICE:Shop,ENV:PROD|SHOP|0.25",
        "service:a:b,env:prod|a:b|0.25",
        "service:x,env:y,env:prod|x,env:y|0.25",
        "service:my_shop,env:prod|My Shop!|0.25",
        "service:émoi,env:prod|Émoi|0.25",
        "service:shop,env:dev|shop|0.5",
        "service:shop,env:|shop|0.5",
        "service:other,env:prod|shop|0.5",
        "shop|shop|0.5",
        "service:shop|shop|0.5",
        ",env:prod|shop|0.5",
        "service,env:prod|shop|0.5"
      })
  void keysAreMatchedAsTheAgentWritesThem(String key, String service, double expected) {
    sampler.accept(Map.of("service:,env:", 0.5, key, 0.25), 0);
    assertThat(sampler.rateFor(service)).isEqualTo(expected);
    assertThat(sampler.rateFor(service)).as("asked again").isEqualTo(expected);
  }

  @Test
  void anAnswerReplacesAllThatWasThere() {
    sampler.accept(Map.of("service:shop,env:prod", 0.1, "service:,env:", 0.5), 0);
    assertThat(sampler.rateFor("shop")).isEqualTo(0.1);
    sampler.accept(Map.of("service:,env:", 0.3), SECOND);
    assertThat(sampler.rateFor("shop")).isEqualTo(0.3);
    sampler.accept(Map.of(), 3 * SECOND);
    assertThat(sampler.rateFor("shop")).as("back to all, twofold a second").isEqualTo(0.6);
  }

  @Test
  void aRateRisesAtMostTwofoldASecondAndFallsAtOnce() {
    sampler.accept(rate(0.1), 0);
    assertThat(sampler.rateFor("shop")).isEqualTo(0.1);
    sampler.accept(rate(1), SECOND / 2);
    assertThat(sampler.rateFor("shop")).as("too early").isEqualTo(0.1);
    sampler.accept(rate(1), SECOND);
    assertThat(sampler.rateFor("shop")).isEqualTo(0.2);
    sampler.accept(rate(1), SECOND + SECOND / 2);
    assertThat(sampler.rateFor("shop")).isEqualTo(0.2);
    sampler.accept(rate(0.25), 2 * SECOND);
    assertThat(sampler.rateFor("shop")).isEqualTo(0.25);
    sampler.accept(rate(0.05), 2 * SECOND + 1);
    assertThat(sampler.rateFor("shop")).isEqualTo(0.05);
  }

  @Test
  void anAnswerThatSaysTheSameDoesNotPutOffARise() {
    sampler.accept(rate(0.1), 0);
    for (int i = 1; i < 10; i++) {
      sampler.accept(rate(0.1), i * SECOND / 10);
    }
    sampler.accept(rate(0.4), SECOND);
    assertThat(sampler.rateFor("shop")).isEqualTo(0.2);
  }

  @Test
  void fromZeroARateRisesAtOnceAndNonsenseIsClamped() {
    sampler.accept(rate(0), 0);
    sampler.accept(rate(0.7), 1);
    assertThat(sampler.rateFor("shop")).isEqualTo(0.7);
    sampler.accept(rate(-3), 2);
    assertThat(sampler.rateFor("shop")).isZero();
    sampler.accept(rate(17), 3);
    assertThat(sampler.rateFor("shop")).isEqualTo(1);
  }

  private static Map<String, Double> rate(double value) {
    return Map.of("service:shop,env:prod", value);
  }
}
