package dev.spoor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.diag.Counters;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single spans of traces that are not kept. */
class SpanSamplerTest {
  private static SpanSampler sampler(String rules) {
    return Samplers.of(Config.resolve(Sources.of(Map.of("DD_SPAN_SAMPLING_RULES", rules)))).spans();
  }

  private static Span span(String operation) {
    Span span =
        new Tracer("shop", new ForcedSampler(false), (trace, newest, count) -> {}, 0, true, true)
            .start(operation);
    span.finish();
    return span;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|1",
        "{\"service\":\"sho?\"}|1",
        "{\"service\":\"other\"}|0",
        "{\"name\":\"web.*\"}|1",
        "{\"name\":\"job\"}|0",
        "{\"name\":\"*\",\"sample_rate\":0}|0",
        "{\"resource\":\"no such\",\"tags\":{\"no\":\"such\"}}|1"
      })
  void rulesMatchServiceAndNameOnly(String rule, int kept) {
    assertThat(sampler("[" + rule + "]").sample(span("web.request"))).isEqualTo(kept);
  }

  @Test
  void aSpanThatIsKeptTellsWhy() {
    Span free = span("a");
    sampler("[{\"sample_rate\":1.0}]").sample(free);
    assertThat(free.tag("_dd.span_sampling.mechanism")).isEqualTo(8L);
    assertThat(free.tag("_dd.span_sampling.rule_rate")).isEqualTo(1.0);
    assertThat(free.tag("_dd.span_sampling.max_per_second")).isNull();
    Span limited = span("a");
    sampler("[{\"max_per_second\":50}]").sample(limited);
    assertThat(limited.tag("_dd.span_sampling.max_per_second")).isEqualTo(50L);
    Span other = span("b");
    sampler("[{\"name\":\"a\"}]").sample(other);
    assertThat(other.tag("_dd.span_sampling.mechanism")).isNull();
  }

  @Test
  void whatWasKeptAndWhatWasNotIsCounted() {
    long kept = Counters.value("span.sampling.sampled.single-span");
    long others = Counters.value("span.sampling.unsampled.single-span");
    SpanSampler sampler = sampler("[{\"name\":\"a\"}]");
    sampler.sample(span("a"));
    sampler.sample(span("b"));
    sampler.sample(span("b"));
    assertThat(Counters.value("span.sampling.sampled.single-span") - kept).isEqualTo(1);
    assertThat(Counters.value("span.sampling.unsampled.single-span") - others).isEqualTo(2);
  }

  @Test
  void theFirstMatchDecidesEvenIfItDoesNotKeep() {
    String rules = "[{\"name\":\"a\",\"sample_rate\":0},{\"name\":\"*\"}]";
    assertThat(sampler(rules).sample(span("a"))).isZero();
    assertThat(sampler(rules).sample(span("b"))).isEqualTo(1);
  }

  @Test
  void pastTheLimitOfARuleSpansAreNotKept() {
    SpanSampler sampler = sampler("[{\"max_per_second\":1}]");
    int kept = 0;
    for (int i = 0; i < 5_000; i++) {
      kept += sampler.sample(span("a"));
    }
    assertThat(kept).isBetween(1, 2_500);
  }

  @Test
  void theVariableWinsOverTheFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("rules.json"), "[{\"name\":\"a\"}]\n");
    Map<String, String> fromFile = Map.of("DD_SPAN_SAMPLING_RULES_FILE", file.toString());
    SpanSampler sampler = Samplers.of(Config.resolve(Sources.of(fromFile))).spans();
    assertThat(sampler.sample(span("a"))).isEqualTo(1);
    assertThat(sampler.sample(span("b"))).isZero();

    Map<String, String> both =
        Map.of(
            "DD_SPAN_SAMPLING_RULES_FILE",
            file.toString(),
            "DD_SPAN_SAMPLING_RULES",
            "[{\"name\":\"b\"}]");
    sampler = Samplers.of(Config.resolve(Sources.of(both))).spans();
    assertThat(sampler.sample(span("a"))).isZero();
    assertThat(sampler.sample(span("b"))).isEqualTo(1);
  }

  @Test
  void aFileThatCannotBeReadIsToldInOneLine(@TempDir Path folder) {
    Config config =
        Config.resolve(
            Sources.of(Map.of("DD_SPAN_SAMPLING_RULES_FILE", folder.resolve("none").toString())));
    assertThat(config.problems()).hasSize(1);
    assertThat(config.problems().get(0)).startsWith("DD_SPAN_SAMPLING_RULES_FILE: ");
    assertThat(Samplers.of(config).spans()).isNull();
  }
}
