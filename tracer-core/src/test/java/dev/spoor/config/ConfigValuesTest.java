package dev.spoor.config;

import static dev.spoor.config.ConfigSourcesTest.of;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the text of a value is read, and what becomes of one that makes no sense. */
class ConfigValuesTest {
  @ParameterizedTest
  @CsvSource({"true,true", "TRUE,true", "1,true", " True ,true", "false,false", "0,false"})
  void booleansHaveFourSpellingsInAnyCase(String text, boolean expected) {
    assertThat(of("DD_TRACE_REPORT_HOSTNAME", text).reportHostname()).isEqualTo(expected);
    assertThat(of("DD_TRACE_ENABLED", text).traceEnabled()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no", "on", "2", "tru", "-1", "null", "falsch"})
  void anythingElseIsToldAndLeavesTheDefault(String text) {
    Config config = of("DD_TRACE_ENABLED", text);

    assertThat(config.traceEnabled()).isTrue();
    assertThat(config.problems()).hasSize(1);
    assertThat(config.problems().get(0)).contains("DD_TRACE_ENABLED", text, "using true");
    assertThat(config.source(TracingSettings.TRACE_ENABLED)).isEqualTo(Source.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "0", "65536", "-1", "8126.5", "99999999999999999999", "8 126", "0x10"})
  void aBadPortIsToldAndLeavesTheDefault(String text) {
    Config config = of("DD_TRACE_AGENT_PORT", text);

    assertThat(config.agentPort()).isEqualTo(8126);
    assertThat(config.problems()).hasSize(1);
    assertThat(config.problems().get(0))
        .contains("DD_TRACE_AGENT_PORT", text, "from 1 to 65535", "using 8126");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "0.25,0.25", ".5,0.5", "1e-3,0.001"})
  void ratesAreNumbersFromZeroToOne(String text, double expected) {
    assertThat(of("DD_TRACE_SAMPLE_RATE", text).sampleRate()).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1", "-0.1", "NaN", "Infinity", "10%", "1d", "0,5", "one"})
  void aBadRateIsToldAndIgnored(String text) {
    Config config = of("DD_TRACE_SAMPLE_RATE", text);

    assertThat(config.sampleRate()).isEmpty();
    assertThat(config.problems()).hasSize(1);
  }

  @Test
  void secondsBecomeMilliseconds() {
    assertThat(of("DD_TRACE_FLUSH_INTERVAL", "0.25").flushIntervalMillis()).isEqualTo(250);
    assertThat(of("DD_TRACE_AGENT_TIMEOUT", "2").agentTimeoutMillis()).isEqualTo(2000);
    Config zero = of("DD_TRACE_AGENT_TIMEOUT", "0");
    assertThat(zero.agentTimeoutMillis()).isEqualTo(10_000);
    assertThat(zero.problems().get(0)).contains("using 10");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1000,1000", "8k,8192", "2M,2097152"})
  void sizesMayHaveAUnit(String text, long expected) {
    assertThat(of("DD_TRACE_QUEUE_BYTES", text).queueBytes()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"m", "-1", "8g", "9223372036854775807m"})
  void aBadSizeIsToldAndLeavesTheDefault(String text) {
    Config config = of("DD_TRACE_QUEUE_BYTES", text);

    assertThat(config.queueBytes()).isZero();
    assertThat(config.problems()).hasSize(1);
  }

  @Test
  void statusesAreCodesAndRanges() {
    StatusSet set =
        of("DD_TRACE_HTTP_SERVER_ERROR_STATUSES", "500-599, 404,420-418").serverErrorStatuses();

    assertThat(set).hasToString("404,418-420,500-599");
    assertThat(set.contains(500)).isTrue();
    assertThat(set.contains(599)).isTrue();
    assertThat(set.contains(600)).isFalse();
    assertThat(set.contains(0)).isFalse();
    assertThat(set.contains(-1)).isFalse();
    assertThat(set.contains(1_000_000)).isFalse();
    assertThat(Config.defaults().clientErrorStatuses()).hasToString("400-499");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5xx", "500-", "-599", "500-599-", "99999", "a-b", "500;501"})
  void badStatusesAreToldAndLeaveTheDefault(String text) {
    Config config = of("DD_HTTP_SERVER_ERROR_STATUSES", text);

    assertThat(config.serverErrorStatuses()).hasToString("500-599");
    assertThat(config.problems()).hasSize(1);
    assertThat(config.problems().get(0)).contains("using 500-599");
  }

  @Test
  void stylesKeepTheirOrderAndBothDirectionsCanDiffer() {
    Config config =
        of(
            "DD_TRACE_PROPAGATION_STYLE", "tracecontext,Datadog,tracecontext",
            "DD_TRACE_PROPAGATION_STYLE_INJECT", "b3, b3 single header,B3_SINGLE_HEADER,baggage");

    assertThat(config.extractStyles())
        .containsExactly(PropagationStyle.TRACECONTEXT, PropagationStyle.DATADOG);
    assertThat(config.injectStyles())
        .containsExactly(
            PropagationStyle.B3MULTI, PropagationStyle.B3SINGLE, PropagationStyle.BAGGAGE);
    assertThat(config.problems()).isEmpty();
    assertThat(Config.defaults().extractStyles())
        .containsExactly(
            PropagationStyle.DATADOG, PropagationStyle.TRACECONTEXT, PropagationStyle.BAGGAGE);
  }

  @Test
  void noneMeansNoStyle() {
    assertThat(of("DD_TRACE_PROPAGATION_STYLE", "none").injectStyles()).isEmpty();
    assertThat(of("DD_TRACE_PROPAGATION_STYLE", "none,datadog").injectStyles())
        .containsExactly(PropagationStyle.DATADOG);
  }

  @Test
  void unknownStylesAreToldAndTheOthersUsed() {
    Config some = of("DD_TRACE_PROPAGATION_STYLE", "xray,datadog");
    assertThat(some.extractStyles()).containsExactly(PropagationStyle.DATADOG);
    assertThat(some.problems()).hasSize(1);

    Config all = of("DD_TRACE_PROPAGATION_STYLE", "haystack");
    assertThat(all.extractStyles()).hasSize(3);
    assertThat(all.problems()).hasSize(1);
  }

  @Test
  void choicesIgnoreCaseAndRefuseTheUnknown() {
    assertThat(of("DD_DBM_PROPAGATION_MODE", "FULL").dbmMode()).isEqualTo("full");
    Config bad = of("DD_DBM_PROPAGATION_MODE", "on");
    assertThat(bad.dbmMode()).isEqualTo("disabled");
    assertThat(bad.problems()).hasSize(1);
  }

  @Test
  void headerTagsGetTheirDefaultNames() {
    Config config =
        of(
            "DD_TRACE_HEADER_TAGS", "X-Request-Id,User.Agent:agent  Accept",
            "DD_TRACE_REQUEST_HEADER_TAGS", "accept:what");

    assertThat(config.requestHeaderTags())
        .isEqualTo(
            Map.of(
                "x-request-id", "http.request.headers.x-request-id",
                "user.agent", "agent",
                "accept", "what"));
    assertThat(config.responseHeaderTags())
        .containsEntry("accept", "http.response.headers.accept")
        .containsEntry("x-request-id", "http.response.headers.x-request-id");
    assertThat(of("DD_TRACE_RESPONSE_HEADER_TAGS", "a b.c").responseHeaderTags())
        .containsEntry("b.c", "http.response.headers.b_c");
  }

  @Test
  void colonsOfHeaderTagsMayStandAlone() {
    Config config = of("DD_TRACE_HEADER_TAGS", " a : one ,b: two\tc :three d ");
    assertThat(config.problems()).isEmpty();
    assertThat(config.requestHeaderTags())
        .isEqualTo(Map.of("a", "one", "b", "two", "c", "three", "d", "http.request.headers.d"));
    assertThat(of("DD_TRACE_HEADER_TAGS", "a : ,b").problems()).hasSize(1);
  }

  @Test
  void aHeaderTagThatIsNoNameSpoilsTheSetting() {
    Config config = of("DD_TRACE_HEADER_TAGS", "a:b,c:1x");
    assertThat(config.requestHeaderTags()).isEmpty();
    assertThat(config.problems()).hasSize(1);
    assertThat(of("DD_TRACE_RESPONSE_HEADER_TAGS", "a:b,*,c").responseHeaderTags())
        .isEqualTo(Map.of("*", "http.response.headers."));
  }

  @Test
  void anEmptyRedactionPatternIsAValueOfItsOwn() {
    assertThat(Config.defaults().queryRedaction()).isNull();
    assertThat(of("DD_TRACE_OBFUSCATION_QUERY_STRING_REGEXP", "").queryRedaction()).isEmpty();
    assertThat(of("DD_OBFUSCATION_QUERY_STRING_REGEXP", "a+").queryRedaction()).isEqualTo("a+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void noKeyOfBaggageIsAValueOfItsOwn(String none) {
    assertThat(Config.defaults().get(PropagationSettings.BAGGAGE_TAG_KEYS)).hasSize(3);
    Config config = of("DD_TRACE_BAGGAGE_TAG_KEYS", none);
    assertThat(config.get(PropagationSettings.BAGGAGE_TAG_KEYS)).isEmpty();
    assertThat(config.problems()).isEmpty();
  }

  @Test
  void partialFlushHasTwoSwitches() {
    assertThat(Config.defaults().partialFlushMinSpans()).isEqualTo(1000);
    assertThat(of("DD_TRACE_PARTIAL_FLUSH_MIN_SPANS", "5").partialFlushMinSpans()).isEqualTo(5);
    assertThat(of("DD_TRACE_PARTIAL_FLUSH_ENABLED", "false").partialFlushMinSpans()).isZero();
  }

  @Test
  void debugCanBeAskedForByLevel() {
    assertThat(of("DD_TRACE_DEBUG", "1").debug()).isTrue();
    assertThat(of("DD_LOG_LEVEL", "DEBUG").debug()).isTrue();
    assertThat(of("DD_LOG_LEVEL", "info").debug()).isFalse();
  }

  @Test
  void badValuesAreShownShortenedAndWithoutPasswords() {
    String line = of("DD_TRACE_AGENT_PORT", "9".repeat(5000) + "\n").problems().get(0);
    assertThat(line).hasSizeLessThan(200).doesNotContain("\n");
    String url = of("DD_TRACE_AGENT_URL", "ftp://user:hunter2@host:1").problems().get(0);
    assertThat(url).doesNotContain("hunter2").doesNotContain("user").contains("host");
    assertThat(AgentSettings.API_KEY.isSecret()).isTrue();
  }

  @Test
  void theTableHasOneRowPerNameAndASentenceInEach() {
    Set<String> names = new HashSet<>();
    for (Setting<?> setting : Settings.all()) {
      assertThat(setting.name()).startsWith("DD_").matches("[A-Z0-9_]+");
      assertThat(names.add(setting.name())).as(setting.name()).isTrue();
      setting.aliases().forEach(alias -> assertThat(names.add(alias)).as(alias).isTrue());
      assertThat(setting.meaning()).isNotBlank();
      assertThat(setting.fallback()).isNotNull();
    }
    assertThat(AgentSettings.AGENT_PORT.property()).isEqualTo("dd.trace.agent.port");
  }

  /** Whatever stands in whatever setting: no exception, and everything has a value. */
  @Test
  void garbageNeverThrows() {
    long seed = 20261123;
    Random random = new Random(seed);
    List<Setting<?>> rows = Settings.all();
    for (int round = 0; round < 3_000; round++) {
      Map<String, String> environment = new HashMap<>();
      Properties properties = new Properties();
      for (int i = 0; i < 12; i++) {
        Setting<?> row = rows.get(random.nextInt(rows.size()));
        environment.put(row.name(), garbage(random));
        properties.setProperty(row.property(), garbage(random));
      }
      properties.setProperty("sun.java.command", garbage(random));
      environment.remove("DD_TRACE_CONFIG");
      properties.remove("dd.trace.config");
      Sources sources = Sources.of(environment::get, properties).agentArguments(garbage(random));
      Config config = Config.resolve(sources);

      String what = "seed " + seed + ", round " + round + ": " + environment;
      assertThat(config.service()).as(what).isNotEmpty();
      assertThat(config.agentUrl()).as(what).matches("(?s)http://.+:\\d+|unix:///.+");
      assertThat(config.requestHeaderTags().values()).as(what).doesNotContain("");
      for (Setting<?> row : rows) {
        assertThat((Object) config.get(row)).as(what).isNotNull();
      }
      for (String problem : config.problems()) {
        assertThat(problem).as(what).hasSizeLessThan(400);
      }
    }
  }

  private static String garbage(Random random) {
    String alphabet =
        "01a9:,-=. @/[]%*kmdTtruefalse\u0000\u00e4\ud83d\n\t\"'\\{}http://unix:///dd.";
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(24); n > 0; n--) {
      text.append(
          random.nextInt(8) == 0
              ? (char) random.nextInt(0x10000)
              : alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
