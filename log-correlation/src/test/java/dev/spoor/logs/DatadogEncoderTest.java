package dev.spoor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.composite.loggingevent.mdc.LongMdcEntryWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;

class DatadogEncoderTest {
  private static final String TRACE = "66a3c1d2000000004bf92f3577b34da6";

  @AfterEach
  void clearMdc() {
    MDC.clear();
  }

  @Test
  void writesIdsAsTextInOneObjectBesideTheUsualFields() {
    try (LogOutput output = LogOutput.json()) {
      output.ids.open(TRACE, "1234567890123456789");
      output.logger().info("found {} widgets", 3);

      JsonNode line = output.line();
      assertThat(line.get("dd").toString())
          .isEqualTo(
              "{\"trace_id\":\"66a3c1d2000000004bf92f3577b34da6\","
                  + "\"span_id\":\"1234567890123456789\",\"env\":\"test\",\"service\":\"shop\","
                  + "\"version\":\"1.2.3\"}");
      assertThat(line.get("ddsource").asString()).isEqualTo("java");
      assertThat(line.get("message").asString()).isEqualTo("found 3 widgets");
      assertThat(line.get("level").asString()).isEqualTo("INFO");
      assertThat(line.get("logger_name").asString()).isEqualTo("app");
      assertThat(line.get("thread_name").asString()).isEqualTo(Thread.currentThread().getName());
      assertThat(line.get("@timestamp").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*");
      assertThat(line.propertyNames())
          .doesNotContainAnyElementsOf(CorrelationKeys.ALL)
          .doesNotContain("error", "stack_trace", "status", "service", "host");
    }
  }

  @Test
  void leavesIdsOutWhereThereIsNoSpan() {
    try (LogOutput output = LogOutput.json()) {
      output.logger().info("start");

      assertThat(output.line().get("dd").propertyNames())
          .containsExactly("env", "service", "version");
    }
  }

  @Test
  void writesZerosForMissingIdsOnRequest() {
    try (LogOutput output = LogOutput.json(encoder -> encoder.setZeroIds(true))) {
      output.logger().info("start");

      assertThat(output.line().at("/dd/trace_id").asString()).isEqualTo("0");
      assertThat(output.line().at("/dd/span_id").asString()).isEqualTo("0");
    }
  }

  @Test
  void writesFlatIdsAndAnotherSourceOnRequest() {
    try (LogOutput output =
        LogOutput.json(
            encoder -> {
              encoder.setFlatIds(true);
              encoder.setSource("kotlin");
            })) {
      output.ids.open(TRACE, "7");
      output.logger().info("flat");

      JsonNode line = output.line();
      assertThat(line.has("dd")).isFalse();
      assertThat(line.get("dd.trace_id").asString()).isEqualTo(TRACE);
      assertThat(line.get("dd.service").asString()).isEqualTo("shop");
      assertThat(line.get("ddsource").asString()).isEqualTo("kotlin");
    }
  }

  @Test
  void idsThatTheApplicationPutIntoItsMdcWin() {
    try (LogOutput output = LogOutput.json()) {
      output.ids.open(TRACE, "7");
      MDC.put("dd.trace_id", "mine");
      MDC.put("user_id", "42");
      output.logger().info("own id");

      JsonNode line = output.line();
      assertThat(line.at("/dd/trace_id").asString()).isEqualTo("mine");
      assertThat(line.get("user_id").asString()).isEqualTo("42");
      assertThat(line.has("dd.trace_id")).isFalse();
    }
  }

  @Test
  void aUsersWriterOfMdcEntriesComesBeforeOurs() {
    LongMdcEntryWriter numbers = new LongMdcEntryWriter();
    try (LogOutput output = LogOutput.json(encoder -> encoder.addMdcEntryWriter(numbers))) {
      MDC.put("user_id", "42");
      MDC.put("user", "ada");
      output.logger().info("hello");

      assertThat(output.line().get("user_id").isNumber()).isTrue();
      assertThat(output.line().get("user").asString()).isEqualTo("ada");
    }
  }

  @Test
  void keepsIdsWhenTheMdcIsLeftOutOrNarrowed() {
    MDC.put("user_id", "42");
    MDC.put("tenant", "a");
    try (LogOutput output = LogOutput.json(encoder -> encoder.setIncludeMdc(false))) {
      output.ids.open(TRACE, "7");
      output.logger().info("no mdc");
      assertThat(output.line().at("/dd/trace_id").asString()).isEqualTo(TRACE);
      assertThat(output.line().has("user_id")).isFalse();
    }
    try (LogOutput output = LogOutput.json(encoder -> encoder.addIncludeMdcKeyName("tenant"))) {
      output.ids.open(TRACE, "7");
      output.logger().info("some mdc");
      assertThat(output.line().at("/dd/trace_id").asString()).isEqualTo(TRACE);
      assertThat(output.line().get("tenant").asString()).isEqualTo("a");
      assertThat(output.line().has("user_id")).isFalse();
      assertThat(output.context.getStatusManager().getCopyOfStatusList())
          .noneMatch(status -> status.getLevel() >= Status.WARN);
    }
  }

  @Test
  void writesKindMessageAndStackOfAnException() {
    try (LogOutput output = LogOutput.json()) {
      output
          .logger()
          .error("failed", new IllegalStateException("outer", new RuntimeException("inner")));

      JsonNode error = output.line().get("error");
      assertThat(error.get("kind").asString()).isEqualTo("java.lang.IllegalStateException");
      assertThat(error.get("message").asString()).isEqualTo("outer");
      assertThat(error.get("stack").asString())
          .startsWith("java.lang.IllegalStateException: outer")
          .contains("DatadogEncoderTest", "Caused by: java.lang.RuntimeException: inner");
      assertThat(output.line().has("stack_trace")).isFalse();
    }
  }

  @Test
  void writesTheStackTraceFieldInsteadOnRequest() {
    try (LogOutput output = LogOutput.json(encoder -> encoder.setErrorObject(false))) {
      output.logger().error("failed", new IllegalStateException("outer"));

      assertThat(output.line().get("stack_trace").asString()).contains("outer");
      assertThat(output.line().has("error")).isFalse();
    }
  }

  @Test
  void cutsTheStackAtItsLength() {
    try (LogOutput output = LogOutput.json(encoder -> encoder.setStackTraceLength(300))) {
      output.logger().error("failed", new IllegalStateException("outer"));

      assertThat(output.line().at("/error/stack").asString())
          .hasSizeBetween(100, 300)
          .startsWith("java.lang.IllegalStateException: outer");
    }
  }

  @Test
  void userNamesThatCollideGetASuffixAndLoseNothing() {
    try (LogOutput output =
        LogOutput.json(encoder -> encoder.setCustomFields("{\"ddsource\":\"x\",\"team\":\"a\"}"))) {
      output.ids.open(TRACE, "7");
      MDC.put("dd", "mdc dd");
      MDC.put("error", "mdc error");
      MDC.put("error.kind", "mdc kind");
      MDC.put("message", "mdc message");
      output
          .logger()
          .atError()
          .setCause(new IllegalStateException("boom"))
          .addKeyValue("error", "pair error")
          .addArgument(StructuredArguments.kv("level", "argument level"))
          .log("real {}");

      JsonNode line = output.line();
      assertThat(line.at("/dd/trace_id").asString()).isEqualTo(TRACE);
      assertThat(line.at("/error/message").asString()).isEqualTo("boom");
      assertThat(line.get("message").asString()).isEqualTo("real level=argument level");
      assertThat(line.get("level").asString()).isEqualTo("ERROR");
      assertThat(line.get("ddsource").asString()).isEqualTo("java");
      assertThat(line.get("dd_2").asString()).isEqualTo("mdc dd");
      assertThat(line.get("message_2").asString()).isEqualTo("mdc message");
      assertThat(line.get("level_2").asString()).isEqualTo("argument level");
      assertThat(line.get("ddsource_2").asString()).isEqualTo("x");
      assertThat(line.get("team").asString()).isEqualTo("a");
      assertThat(new String[] {line.get("error_2").asString(), line.get("error_3").asString()})
          .containsExactlyInAnyOrder("mdc error", "pair error");
    }
  }

  @Test
  void aUserErrorKeepsItsNameOnALineWithoutException() {
    try (LogOutput output = LogOutput.json()) {
      output.logger().atInfo().addKeyValue("error", "none").log("fine");

      assertThat(output.line().get("error").asString()).isEqualTo("none");
    }
  }

  @Test
  void worksAgainAfterAStop() {
    LogOutput output = new LogOutput();
    DatadogEncoder encoder = new DatadogEncoder(output.ids);
    encoder.setContext(output.context);
    encoder.start();
    encoder.stop();
    try (output) {
      output.logger().addAppender(output.appender(encoder));
      output.logger().error("again", new IllegalStateException("boom"));

      assertThat(output.line().at("/dd/service").asString()).isEqualTo("shop");
      assertThat(output.line().at("/error/message").asString()).isEqualTo("boom");
    }
  }

  @Test
  void commonValuesKeepTheirTypes() {
    try (LogOutput output = LogOutput.json()) {
      output
          .logger()
          .atInfo()
          .addKeyValue("whole", 9_007_199_254_740_993L)
          .addKeyValue("decimal", new BigDecimal("1.50"))
          .addKeyValue("flag", true)
          .addKeyValue("time", Instant.EPOCH)
          .addKeyValue("list", List.of("a", Map.of("b", 1)))
          .log("values");

      JsonNode line = output.line();
      assertThat(line.get("whole").asLong()).isEqualTo(9_007_199_254_740_993L);
      assertThat(output.text()).contains("\"decimal\":1.50,");
      assertThat(line.get("flag").isBoolean()).isTrue();
      assertThat(line.get("time").asString()).isEqualTo("1970-01-01T00:00:00Z");
      assertThat(line.get("list").toString()).isEqualTo("[\"a\",{\"b\":1}]");
      assertThat(line.has("encoder_error")).isFalse();
    }
  }

  @Test
  void aStreamGetsWholeLinesOnly() throws Exception {
    try (LogOutput output = new LogOutput()) {
      DatadogEncoder encoder = new DatadogEncoder(output.ids);
      encoder.setContext(output.context);
      encoder.start();
      LoggingEvent event =
          new LoggingEvent("x", output.logger(), Level.INFO, "streamed", null, null);
      event.addKeyValuePair(new KeyValuePair("good", 1));
      event.addKeyValuePair(new KeyValuePair("bad", new HostileEventTest.Throwing()));
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      encoder.encode(event, stream);

      List<JsonNode> lines = LogOutput.parse(stream.toString(StandardCharsets.UTF_8));
      assertThat(lines).hasSize(1);
      assertThat(lines.get(0).get("message").asString()).isEqualTo("streamed");
    }
  }
}
