package dev.spoor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.diag.Log;
import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules of the settings decide, and what becomes of rules that make no sense. */
class RulesTest {
  private static Samplers samplers(String... settings) {
    Map<String, String> environment = new java.util.HashMap<>();
    environment.put("DD_ENV", "test");
    environment.put("DD_TAGS", "team:core");
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    return Samplers.of(Config.resolve(Sources.of(environment)));
  }

  private static Span root(Samplers samplers) {
    Span root =
        new Tracer("shop", samplers.traces(), (trace, newest, count) -> {}, 100, true, true)
            .start("web.request");
    root.setResource("GET /widgets/?", ResourceRank.ROUTE);
    root.setTag("http.status_code", "200");
    root.setTag("size", 7);
    root.setTag("whole", 3.0);
    root.setTag("part", 2.5);
    return root;
  }

  /** Lines that were told meanwhile. */
  private static String told(Runnable body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Log.setOutput(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      body.run();
    } finally {
      Log.setOutput(System.err);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|true",
        "{\"service\":\"shop\"}|true",
        "{\"service\":\"SH*\"}|true",
        "{\"service\":\"other\"}|false",
        "{\"service\":null}|true",
        "{\"name\":\"web.request\"}|true",
        "{\"name\":\"web\"}|false",
        "{\"name\":\"web.reques?\"}|true",
        "{\"resource\":\"GET /widgets/*\"}|true",
        "{\"resource\":\"POST *\"}|false",
        "{\"tags\":{}}|true",
        "{\"tags\":{\"http.status_code\":\"200\"}}|true",
        "{\"tags\":{\"http.status_code\":200}}|true",
        "{\"tags\":{\"http.status_code\":\"20?\"}}|true",
        "{\"tags\":{\"http.status_code\":\"4*\"}}|false",
        "{\"tags\":{\"http.status_code\":\"200\",\"absent\":\"*\"}}|false",
        "{\"tags\":{\"size\":\"7\"}}|true",
        "{\"tags\":{\"size\":\"?\"}}|true",
        "{\"tags\":{\"size\":\"8\"}}|false",
        "{\"tags\":{\"whole\":\"3\"}}|true",
        "{\"tags\":{\"part\":\"2.5\"}}|false",
        "{\"tags\":{\"part\":\"2*\"}}|false",
        "{\"tags\":{\"part\":\"*\"}}|true",
        "{\"tags\":{\"env\":\"test\"}}|true",
        "{\"tags\":{\"team\":\"co*\"}}|true",
        "{\"tags\":{\"team\":\"other\"}}|false",
        "{\"unknown\":[1,2],\"service\":\"shop\"}|true"
      })
  void aRuleMatchesTheLocalRoot(String rule, boolean matches) {
    String drop = rule.equals("{}") ? "" : ",";
    Samplers samplers =
        samplers("DD_TRACE_SAMPLING_RULES", "[{\"sample_rate\":0" + drop + rule.substring(1) + "]");
    LocalTrace trace = root(samplers).trace();
    assertThat(trace.ensureDecided()).isEqualTo(matches ? -1 : 1);
    assertThat(trace.rateTag()).isEqualTo(matches ? "_dd.rule_psr" : "_dd.agent_psr");
  }

  @Test
  void theFirstMatchDecidesAndTheSampleRateComesLast() {
    Samplers samplers =
        samplers(
            "DD_TRACE_SAMPLING_RULES",
            "[{\"service\":\"other\",\"sample_rate\":0},{\"name\":\"web.*\",\"sample_rate\":1},"
                + "{\"service\":\"shop\",\"sample_rate\":0}]",
            "DD_TRACE_SAMPLE_RATE",
            "0.5");
    LocalTrace trace = root(samplers).trace();
    assertThat(trace.ensureDecided()).isEqualTo(2);
    assertThat(trace.rate()).isEqualTo(1);
    assertThat(trace.limitRate()).isEqualTo(1);
    assertThat(trace.decisionMaker()).isEqualTo("-3");
    assertThat(trace.tags().name(0)).isEqualTo("_dd.p.ksr");
    assertThat(trace.tags().value(0)).isEqualTo("1");

    Span job =
        new Tracer("shop", samplers.traces(), (t, newest, count) -> {}, 100, true, true)
            .start("job");
    job.setService("cron", "m");
    job.trace().ensureDecided();
    assertThat(job.trace().rate()).isEqualTo(0.5);
    assertThat(job.trace().rateTag()).isEqualTo("_dd.rule_psr");
  }

  @Test
  void aTraceThatNoRuleIsForIsKeptWhateverTheAgentSays() {
    Samplers samplers = samplers("DD_TRACE_SAMPLING_RULES", "[{\"service\":\"other\"}]");
    samplers.agentRates().accept(Map.of("service:,env:", 0.0));
    LocalTrace trace = root(samplers).trace();
    assertThat(trace.ensureDecided()).isEqualTo(1);
    assertThat(trace.decisionMaker()).isEqualTo("-1");
  }

  @Test
  void withoutRulesTheAgentsRatesAreFollowedUnlessTheyAreSwitchedOff() {
    Samplers follows = samplers();
    follows.agentRates().accept(Map.of("service:,env:", 0.0));
    assertThat(root(follows).trace().ensureDecided()).isZero();
    Samplers stays = samplers("DD_PRIORITY_SAMPLING", "false");
    stays.agentRates().accept(Map.of("service:,env:", 0.0));
    assertThat(root(stays).trace().ensureDecided()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"keep, 1, -0", "drop, 0,"})
  void aForcedDecisionOverrulesRules(String forced, int priority, String maker) {
    Samplers samplers =
        samplers("DD_PRIORITY_SAMPLING_FORCE", forced, "DD_TRACE_SAMPLE_RATE", "0.5");
    LocalTrace trace = root(samplers).trace();
    assertThat(trace.ensureDecided()).isEqualTo(priority);
    assertThat(trace.decisionMaker()).isEqualTo(maker);
    assertThat(trace.rateTag()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"customer, -11", "dynamic, -12", "local, -3", "?, -3"})
  void whoWroteARuleIsToldInTheDecisionMaker(String provenance, String maker) {
    Samplers samplers =
        samplers("DD_TRACE_SAMPLING_RULES", "[{\"provenance\":\"" + provenance + "\"}]");
    LocalTrace trace = root(samplers).trace();
    trace.ensureDecided();
    assertThat(trace.decisionMaker()).isEqualTo(maker);
  }

  @Test
  void pastTheLimitTracesAreDroppedAndSayHowManyWereKept() {
    Samplers samplers = samplers("DD_TRACE_SAMPLE_RATE", "1", "DD_TRACE_RATE_LIMIT", "1");
    int dropped = 0;
    LocalTrace last = root(samplers).trace();
    // More than one window may open while this runs, but not one for each of so many.
    for (int i = 0; i < 5_000; i++) {
      last = root(samplers).trace();
      if (last.ensureDecided() == -1) {
        dropped++;
        assertThat(last.limitRate()).isBetween(0.0, 0.999);
        assertThat(last.rate()).isEqualTo(1);
        assertThat(last.decisionMaker()).isNull();
      }
    }
    assertThat(dropped).isGreaterThan(2_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"sample_rate\":1.5}|sample_rate is no number from 0 to 1",
        "{\"sample_rate\":-0.1}|sample_rate is no number from 0 to 1",
        "{\"sample_rate\":\"much\"}|sample_rate is no number from 0 to 1",
        "{\"service\":[]}|service is no text",
        "{\"tags\":[]}|tags is no JSON object",
        "{\"tags\":{\"a\":{}}}|tag a is no text",
        "7|it is no JSON object",
        "null|it is no JSON object"
      })
  void aBadRuleIsToldInOneLineAndTheGoodOnesStay(String bad, String reason) {
    String told =
        told(
            () -> {
              Samplers samplers =
                  samplers(
                      "DD_TRACE_SAMPLING_RULES",
                      "[" + bad + ",{\"service\":\"shop\",\"sample_rate\":\"0.25\"}]");
              Span root = root(samplers);
              root.trace().ensureDecided();
              assertThat(root.trace().rate()).isEqualTo(0.25);
            });
    assertThat(told.strip().lines())
        .containsExactly("[spoor] WARN DD_TRACE_SAMPLING_RULES: rule 1 is ignored: " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{}", "[{]", "nonsense", "[{}"})
  void textThatIsNoListIsToldInOneLineAndIgnored(String text) {
    String told =
        told(() -> assertThat(samplers("DD_TRACE_SAMPLING_RULES", text).traces()).isNotNull());
    assertThat(told.strip().lines()).hasSize(1);
    assertThat(told).contains("DD_TRACE_SAMPLING_RULES: no JSON array of rules");
  }

  @Property(tries = 300)
  void anyTextAsRulesGivesASampler(@ForAll String text, @ForAll String more) {
    told(
        () -> {
          Samplers samplers =
              samplers(
                  "DD_TRACE_SAMPLING_RULES",
                  "[{\"service\":" + text,
                  "DD_SPAN_SAMPLING_RULES",
                  "[{\"name\":\"*\",\"max_per_second\":" + more + "}]");
          assertThat(root(samplers).trace().ensureDecided()).isBetween(-1, 2);
        });
  }
}
