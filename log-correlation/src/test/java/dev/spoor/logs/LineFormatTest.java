package dev.spoor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;

/** The line of one request in each format and by each formatter. */
class LineFormatTest {
  private static final String IDS =
      "\"dd\":{\"trace_id\":\"66a3c1d2000000004bf92f3577b34da6\","
          + "\"span_id\":\"1234567890123456789\",\"env\":\"production\","
          + "\"service\":\"ruby-heroku-datadog\",\"version\":\"0.1\"},\"ddsource\":\"java\"";

  /** What Lograge itself writes for the guide's request; only the source is ours. */
  private static final String REFERENCE =
      "{\"method\":\"GET\",\"path\":\"/widgets\",\"format\":\"html\","
          + "\"controller\":\"WidgetsController\",\"action\":\"index\",\"status\":200,"
          + "\"allocations\":575,\"duration\":1.6,\"view\":1.4,\"db\":1.23,"
          + IDS
          + ",\"params\":{}}";

  private static String json(Map<String, ?> facts, String... settings) {
    String[] all = new String[settings.length + 2];
    System.arraycopy(settings, 0, all, 2, settings.length);
    all[0] = "REQUEST_FORMATTER";
    all[1] = "json";
    try (Lines lines = Lines.requests(all)) {
      return lines.line(facts);
    }
  }

  @Test
  void theLineForGetWidgetsIsLogragesKeyForKey() {
    assertThat(json(Lines.widgets())).isEqualTo(REFERENCE);
  }

  @Test
  void theEncoderWritesThatLineAsItIs() {
    try (Lines lines = Lines.requests("REQUEST_FORMATTER", "json");
        LogOutput output = new LogOutput()) {
      DatadogEncoder encoder = new DatadogEncoder(output.ids, lines.options);
      encoder.setContext(output.context);
      encoder.start();
      byte[] line = encoder.encode(lines.event(Lines.widgets()));
      assertThat(new String(line, java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(REFERENCE + System.lineSeparator());
    }
  }

  @Test
  void parametersAreFilteredAndTheQueryIsCut() {
    Map<String, Object> facts =
        Lines.widgets(
            "path",
            "/widgets?page=2&password=x",
            "params",
            new java.util.TreeMap<>(
                Map.of("page", new String[] {"2"}, "password", new String[] {"x"})));
    assertThat(json(facts))
        .contains("\"path\":\"/widgets\",")
        .endsWith("\"params\":{\"page\":\"2\",\"password\":\"[FILTERED]\"}}");
  }

  @Test
  void moreNamesCanBeFiltered() {
    Map<String, Object> facts =
        Lines.widgets("params", Map.of("Iban", "DE1", "api_token", "t", "q", "v"));
    JsonNode params =
        LogOutput.STRICT.readTree(json(facts, "REQUEST_FILTER", "iban,zip")).get("params");
    assertThat(params.get("Iban").asString()).isEqualTo("[FILTERED]");
    assertThat(params.get("api_token").asString()).isEqualTo("[FILTERED]");
    assertThat(params.get("q").asString()).isEqualTo("v");
  }

  @Test
  void aRedirectTellsWhereToAndWhatWasNotPermitted() {
    Map<String, Object> facts =
        Lines.widgets(
            "method",
            "POST",
            "status",
            302,
            "view",
            0.0,
            "location",
            "http://example.org/widgets/1?token=s",
            "unpermitted_params",
            List.of("evil"));
    assertThat(json(facts))
        .contains(
            "\"status\":302,",
            "\"view\":0.0,\"db\":1.23,\"location\":\"http://example.org/widgets/1\","
                + "\"unpermitted_params\":[\"evil\"],\"dd\":{");
  }

  @Test
  void anExceptionStandsBehindTheStatus() {
    Map<String, Object> facts =
        Lines.widgets("status", 500, "error", new IllegalStateException("boom \"x\"\n"));
    facts.remove("view");
    assertThat(json(facts))
        .contains(
            "\"status\":500,\"error\":\"java.lang.IllegalStateException: boom \\\"x\\\"\\n\","
                + "\"allocations\":575,\"duration\":1.6,\"db\":1.23,\"dd\"");
  }

  @Test
  void withoutASpanThereAreNoIds() {
    Map<String, Object> facts = Lines.widgets();
    facts.put("@dd", Map.of("service", "shop"));
    assertThat(json(facts)).contains("\"dd\":{\"service\":\"shop\"},\"ddsource\"");
  }

  @Test
  void fieldsBeyondLogragesComeBehindTheParametersIfTheyAreWanted() {
    assertThat(json(Lines.widgets(), "REQUEST_FIELDS", "all"))
        .endsWith(
            "\"params\":{},\"db_count\":2,\"redis\":0.5,\"redis_count\":1,\"memcached\":0.25,"
                + "\"memcached_count\":3,\"queue\":12.0,\"cpu\":0.7,\"request_id\":\"407b828f\","
                + "\"client_ip\":\"203.0.113.7\",\"route\":\"/widgets\","
                + "\"view_name\":\"widgets/index\"}");
    assertThat(json(Lines.widgets(), "REQUEST_FIELDS", "queue,db_count"))
        .endsWith("\"params\":{},\"db_count\":2,\"queue\":12.0}");
    assertThat(json(Lines.widgets("tenant", "a"))).endsWith("\"params\":{},\"tenant\":\"a\"}");
    assertThat(json(Lines.widgets(), "REQUEST_FORMAT", "datadog", "REQUEST_FIELDS", "none"))
        .doesNotContain("redis", "request_id");
  }

  @Test
  void escapesWhatRubyEscapesAndNothingElse() {
    String odd = "\"\\\b\f\n\r\t\u0001\u001f/<>&\u007f\u2028\u00fc\ud83d\ude00\ud83d";
    assertThat(json(Lines.widgets("tenant", odd)))
        .endsWith(
            "\"tenant\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f/<>&\u007f\u2028\u00fc"
                + "\ud83d\ude00\ufffd\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "0, 0.0",
    "-2.5, -2.5",
    "1234567.89, 1234567.89",
    "12345678, 12345678.0",
    "0.0001, 0.0001",
    "0.00001, 1.0e-05",
    "1e15, 1000000000000000.0",
    "1e16, 1.0e+16",
    "1.5e20, 1.5e+20",
    "1e100, 1.0e+100",
    "NaN, null",
    "Infinity, null",
  })
  void numbersAreRubys(double number, String text) {
    assertThat(JsonText.decimal(number)).isEqualTo(text);
  }

  @Test
  void valuesOfAnyKindBecomeJson() {
    List<Object> cycle = new java.util.ArrayList<>();
    cycle.add(cycle);
    Object throwing =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException();
          }
        };
    JsonNode line =
        LogOutput.STRICT.readTree(
            json(
                Lines.widgets(
                    "cycle", cycle, "throwing", throwing, "list", new Object[] {1, true, 2.5f})));
    assertThat(line.get("cycle").isArray()).isTrue();
    assertThat(line.get("throwing").asString()).isEqualTo("[java.lang.IllegalStateException]");
    assertThat(line.get("list")).hasSize(3);
  }

  // ---- datadog ----

  @Test
  void datadogsLineHasStandardAttributes() {
    Map<String, Object> facts =
        Lines.widgets("status", 503, "error", new IllegalStateException("boom"));
    JsonNode line = LogOutput.STRICT.readTree(json(facts, "REQUEST_FORMAT", "datadog"));
    assertThat(line.get("message").asString())
        .isEqualTo("[503] GET /widgets (WidgetsController#index)");
    assertThat(line.get("level").asString()).isEqualTo("ERROR");
    assertThat(line.get("@timestamp").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}.\\d{3}Z");
    assertThat(line.has("status")).isFalse();
    assertThat(line.at("/http/method").asString()).isEqualTo("GET");
    assertThat(line.at("/http/status_code").asInt()).isEqualTo(503);
    assertThat(line.at("/http/url_details/path").asString()).isEqualTo("/widgets");
    assertThat(line.at("/http/request_id").asString()).isEqualTo("407b828f");
    assertThat(line.at("/http/route").asString()).isEqualTo("/widgets");
    assertThat(line.at("/network/client/ip").asString()).isEqualTo("203.0.113.7");
    assertThat(line.get("duration").asLong()).isEqualTo(1_600_000);
    assertThat(line.at("/db/duration").asLong()).isEqualTo(1_234_500);
    assertThat(line.at("/db/count").asInt()).isEqualTo(2);
    assertThat(line.at("/memcached/count").asInt()).isEqualTo(3);
    assertThat(line.at("/queue/duration").asLong()).isEqualTo(12_000_000);
    assertThat(line.at("/view/name").asString()).isEqualTo("widgets/index");
    assertThat(line.at("/error/kind").asString()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.at("/error/message").asString()).isEqualTo("boom");
    assertThat(line.at("/error/stack").asString()).contains("LineFormatTest");
    assertThat(line.at("/dd/trace_id").asString()).hasSize(32);
    assertThat(line.get("ddsource").asString()).isEqualTo("java");
  }

  @ParameterizedTest
  @CsvSource({"200, INFO", "302, INFO", "404, WARN", "422, WARN", "500, ERROR", "503, ERROR"})
  void datadogsLevelFollowsTheStatus(int status, String level) {
    try (Lines lines = Lines.requests("REQUEST_FORMAT", "datadog")) {
      assertThat(lines.event(Lines.widgets("status", status)).getLevel()).hasToString(level);
    }
  }

  @Test
  void anEncoderGetsTheExceptionItself() {
    try (Lines lines = Lines.requests("REQUEST_FORMAT", "datadog")) {
      Exception boom = new IllegalStateException("boom");
      var event = lines.event(Lines.widgets("status", 500, "error", boom));
      assertThat(event.getThrowableProxy().getMessage()).isEqualTo("boom");
      List<KeyValuePair> pairs = event.getKeyValuePairs();
      assertThat(pairs).extracting(pair -> pair.key).contains("http.method", "duration");
      assertThat(pairs).extracting(pair -> pair.key).doesNotContain("dd", "error", "status");
    }
  }

  @Test
  void namesThatCollideWhileNestingKeepTheirDots() {
    Map<String, Object> nested =
        Nesting.of(
            new java.util.TreeMap<>(
                Map.of("error", "x", "error.kind", "y", "a.b", 1, "a.c", 2, ".", 3, "z.", 4)));
    assertThat(JsonText.of(nested))
        .isEqualTo(
            "{\".\":3,\"a\":{\"b\":1,\"c\":2},\"error\":\"x\",\"error.kind\":\"y\",\"z.\":4}");
  }

  // ---- other formatters ----

  @Test
  void keyValueLinesAreLogragesDefault() {
    Map<String, Object> facts =
        Lines.widgets("duration", 58.333, "params", Map.of("q", "a status=500 \"b\"\n"));
    try (Lines lines = Lines.requests("REQUEST_FORMATTER", "key_value")) {
      assertThat(lines.line(facts))
          .isEqualTo(
              "method=GET path=/widgets format=html controller=WidgetsController action=index"
                  + " status=200 allocations=575 duration=58.33 view=1.40 db=1.23"
                  + " dd.trace_id=66a3c1d2000000004bf92f3577b34da6 dd.span_id=1234567890123456789"
                  + " dd.env=production dd.service=ruby-heroku-datadog dd.version=0.1"
                  + " ddsource=java params_q=\"a status=500 \\\"b\\\"\\n\"");
    }
  }

  @Test
  void labeledValuesAreSeparatedByTabs() {
    Map<String, Object> facts = Lines.widgets("params", Map.of("q", "a\tb\\c\nd"));
    try (Lines lines = Lines.requests("REQUEST_FORMATTER", "ltsv")) {
      assertThat(lines.line(facts))
          .startsWith("method:GET\tpath:/widgets\tformat:html\t")
          .contains("\tduration:1.60\t", "\tdd.trace_id:66a3c1d2000000004bf92f3577b34da6\t")
          .endsWith("\tparams_q:a\\tb\\\\c\\nd");
    }
  }

  @Test
  void logstashLinesHaveTimeVersionAndMessage() {
    try (Lines lines = Lines.requests("REQUEST_FORMATTER", "logstash")) {
      String line = lines.line(Lines.widgets());
      assertThat(line).startsWith(REFERENCE.substring(0, REFERENCE.length() - 1) + ",\"@timestamp");
      JsonNode json = LogOutput.STRICT.readTree(line);
      assertThat(json.get("@version").asString()).isEqualTo("1");
      assertThat(json.get("message").asString())
          .isEqualTo("[200] GET /widgets (WidgetsController#index)");
    }
  }

  // ---- jobs ----

  @Test
  void aJobHasALineOfTheSameShape() {
    Map<String, Object> facts =
        new java.util.HashMap<>(
            Map.of(
                "controller",
                "RestockWidgets",
                "action",
                "perform",
                "status",
                200,
                "duration",
                12.345,
                "db",
                1.0,
                "queue_name",
                "default",
                "job_id",
                "42",
                "attempt",
                1));
    facts.put("@dd", Map.of("trace_id", "1"));
    facts.put("params", Map.of("id", 7, "secret", "s"));
    try (Lines lines = Lines.jobs("REQUEST_FORMATTER", "json")) {
      String line = lines.line(facts);
      assertThat(line)
          .startsWith(
              "{\"method\":\"JOB\",\"controller\":\"RestockWidgets\",\"action\":\"perform\","
                  + "\"status\":200,\"duration\":12.35,\"db\":1.0,\"dd\":{\"trace_id\":\"1\"},")
          .contains("\"secret\":\"[FILTERED]\"", "\"job_id\":\"42\"", "\"attempt\":1");
    }
    try (Lines lines = Lines.jobs()) {
      assertThat(lines.line(facts)).isEqualTo("[200] JOB default (RestockWidgets#perform)");
    }
    try (Lines lines = Lines.jobs("REQUEST_FORMAT", "datadog")) {
      facts.put("status", 500);
      assertThat(lines.event(facts).getLevel()).hasToString("ERROR");
    }
  }
}
