package dev.spoor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.diag.Counters;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What Lograge's users may choose, and the bound of a line. */
class LineOptionsTest {
  @Test
  void linesCanBeSwitchedOff() {
    try (Lines lines = Lines.requests("REQUEST_ENABLED", "false")) {
      assertThat(lines.writer.isEnabled()).isFalse();
      lines.writer.log(Lines.widgets());
      assertThat(lines.events()).isEmpty();
    }
    try (Lines jobs = Lines.jobs("REQUEST_ENABLED", "false")) {
      assertThat(jobs.writer.isEnabled()).isTrue();
    }
    try (Lines jobs = Lines.jobs("JOB_ENABLED", "false")) {
      assertThat(jobs.writer.isEnabled()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"error, ERROR", "warn, WARN", "debug, DEBUG", "status, INFO", "nonsense, INFO"})
  void theLevelIsChosen(String setting, String level) {
    try (Lines lines = Lines.requests("REQUEST_LEVEL", setting)) {
      ((ch.qos.logback.classic.Logger)
              org.slf4j.LoggerFactory.getLogger(lines.options.requestLogger()))
          .setLevel(ch.qos.logback.classic.Level.TRACE);
      assertThat(lines.event(Lines.widgets()).getLevel()).hasToString(level);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/widgets|true",
        "/other|false",
        "GET /widgets|true",
        "POST /widgets|false",
        "/wid*|true",
        "*dgets|true",
        "/w*g*s|true",
        "/w*x|false",
        "*|true",
        "WidgetsController#index|true",
        "WidgetsController#*|true",
        "*#show|false",
        "/items/{id}|false",
        "/a,/b,/widgets|true",
      })
  void requestsAreIgnoredByRouteAndAction(String rules, boolean ignored) {
    try (Lines lines = Lines.requests("REQUEST_IGNORE", rules)) {
      lines.writer.log(Lines.widgets());
      assertThat(lines.events()).hasSize(ignored ? 0 : 1);
    }
  }

  @Test
  void aRouteIsIgnoredWhateverThePath() {
    try (Lines lines = Lines.requests("REQUEST_IGNORE", "GET /widgets/{id}")) {
      lines.writer.log(Lines.widgets("path", "/widgets/7", "route", "/widgets/{id}"));
      assertThat(lines.events()).isEmpty();
    }
  }

  @Test
  void anApplicationAddsFieldsAndHasTheLastLook() {
    try (Lines lines = Lines.requests("REQUEST_FORMATTER", "json")) {
      lines.customizers.add(
          new LineCustomizer() {
            @Override
            public Map<String, ?> customFields(Map<String, ?> facts) {
              return Map.of("host", "h-" + facts.get("client_ip"));
            }

            @Override
            public Map<String, Object> beforeFormat(
                Map<String, Object> line, Map<String, ?> facts) {
              line.remove("view");
              line.put("path", "/changed");
              return line;
            }
          });
      assertThat(lines.line(Lines.widgets()))
          .contains("\"path\":\"/changed\"")
          .doesNotContain("\"view\"")
          .endsWith("\"params\":{},\"host\":\"h-203.0.113.7\"}");
    }
  }

  @Test
  void anApplicationIgnoresByPredicate() {
    try (Lines lines = Lines.requests()) {
      lines.customizers.add(
          new LineCustomizer() {
            @Override
            public boolean ignores(Map<String, ?> facts) {
              return "/widgets".equals(facts.get("path"));
            }
          });
      lines.writer.log(Lines.widgets());
      assertThat(lines.events()).isEmpty();
      lines.line(Lines.widgets("path", "/else"));
    }
  }

  @Test
  void aCustomizerThatFailsIsCountedAndTheLineIsWritten() {
    try (Lines lines = Lines.requests("REQUEST_FORMATTER", "json")) {
      String untouched = lines.line(Lines.widgets());
      lines.customizers.add(
          new LineCustomizer() {
            @Override
            public Map<String, ?> customFields(Map<String, ?> facts) {
              throw new IllegalStateException();
            }

            @Override
            public Map<String, Object> beforeFormat(
                Map<String, Object> line, Map<String, ?> facts) {
              line.clear();
              throw new NoClassDefFoundError();
            }

            @Override
            public boolean ignores(Map<String, ?> facts) {
              throw new UnsupportedOperationException();
            }
          });
      long before = Counters.value("logs.customizer.failed");
      assertThat(lines.line(Lines.widgets())).isEqualTo(untouched);
      assertThat(Counters.value("logs.customizer.failed")).isEqualTo(before + 3);
    }
  }

  // ---- the bound ----

  @Test
  void herokuLinesHaveABound() {
    assertThat(LineOptions.of(Map.of("DYNO", "web.1")).maxBytes()).isEqualTo(9_900);
    assertThat(LineOptions.of(Map.of("DYNO", " ")).maxBytes()).isZero();
    assertThat(LineOptions.of(Map.of()).maxBytes()).isZero();
    assertThat(
            LineOptions.of(Map.of("DYNO", "web.1", "DD_LOGS_MAX_LINE_BYTES", "20000")).maxBytes())
        .isEqualTo(20_000);
    assertThat(LineOptions.of(Map.of("DD_LOGS_MAX_LINE_BYTES", "1")).maxBytes()).isEqualTo(512);
  }

  @Test
  void theStackTraceIsCutFirst() {
    Exception error = new IllegalStateException("boom");
    StackTraceElement frame = new StackTraceElement("ü.Frame", "método", "Frame.java", 1);
    error.setStackTrace(
        java.util.Collections.nCopies(400, frame).toArray(StackTraceElement[]::new));
    try (Lines lines =
        Lines.requests("REQUEST_FORMATTER", "json", "REQUEST_FORMAT", "datadog", "DYNO", "web.1")) {
      String line = lines.line(Lines.widgets("status", 500, "error", error));
      assertThat(line.getBytes(StandardCharsets.UTF_8).length).isBetween(9_000, 9_900);
      JsonNode json = LogOutput.STRICT.readTree(line);
      assertThat(json.get("truncated").asBoolean()).isTrue();
      assertThat(json.at("/error/stack").asString()).startsWith("java.lang.Ill").endsWith("...");
      assertThat(json.at("/error/message").asString()).isEqualTo("boom");
      assertThat(json.at("/http/request_id").asString()).isEqualTo("407b828f");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "key_value", "logstash", "ltsv"})
  void whateverIsTooLongTheLineIsNot(String formatter) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (int i = 0; i < 150; i++) {
      parameters.put("p" + i, "\u0001ü\ud83d\ude00".repeat(500));
    }
    Map<String, Object> facts =
        Lines.widgets(
            "params",
            parameters,
            "error",
            new Exception("e\n".repeat(9_000)),
            "tenant",
            "t".repeat(20_000));
    for (String format : new String[] {"lograge", "datadog"}) {
      try (Lines lines =
          Lines.requests(
              "REQUEST_FORMATTER", formatter, "REQUEST_FORMAT", format, "MAX_LINE_BYTES", "2000")) {
        String line = lines.line(facts);
        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(2_000);
        assertThat(line).contains("truncated").doesNotContain("\n");
        assertThat(line).contains("66a3c1d2000000004bf92f3577b34da6");
        if (formatter.equals("json") || formatter.equals("logstash")) {
          assertThat(LogOutput.STRICT.readTree(line).get("truncated").asBoolean()).isTrue();
        }
      }
    }
  }

  @Test
  void bytesAreCountedAsUtf8HasThem() {
    for (String text :
        new String[] {"", "a", "ü", "\u2028", "\ud83d\ude00", "aü\u2028\ud83d\ude00"}) {
      assertThat(LineText.bytes(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }
    assertThat(LineText.head("a\ud83d\ude00", 2)).isEqualTo("a");
  }
}
