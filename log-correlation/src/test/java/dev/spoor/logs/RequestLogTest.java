package dev.spoor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.spoor.diag.Counters;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import net.logstash.logback.encoder.LogstashEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

class RequestLogTest {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger logger = context.getLogger(RequestLog.LOGGER);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @BeforeEach
  void alone() {
    logger.setAdditive(false);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void detach() {
    logger.detachAndStopAllAppenders();
  }

  @Test
  void writesTheFieldsInLogragesOrder() {
    write(new DatadogEncoder(new FakeIds()));
    Map<String, Object> request = new HashMap<>(widgets());
    request.put("tenant", "a");
    RequestLog.log(request);

    String line = text();
    assertThat(line.substring(line.indexOf("\"method\"")).trim())
        .isEqualTo(
            "\"method\":\"GET\",\"path\":\"/widgets\",\"format\":\"html\","
                + "\"controller\":\"WidgetsController\",\"action\":\"index\",\"status\":200,"
                + "\"duration\":1.6,\"db\":1.23,\"params\":{\"page\":\"2\","
                + "\"password\":\"[FILTERED]\"},\"db_count\":2,\"redis\":0.5,\"redis_count\":1,"
                + "\"request_id\":\"407b828f\",\"client_ip\":\"203.0.113.7\","
                + "\"route\":\"/widgets\",\"tenant\":\"a\"}");
    JsonNode json = LogOutput.parse(line).get(0);
    assertThat(json.get("message").asString())
        .isEqualTo("[200] GET /widgets (WidgetsController#index)");
    assertThat(json.get("level").asString()).isEqualTo("INFO");
    assertThat(json.at("/dd/service").asString()).isEqualTo("shop");
  }

  @Test
  void readsWellInOtherPeoplesFormats() {
    PatternLayoutEncoder pattern = new PatternLayoutEncoder();
    pattern.setPattern("%level %msg %kvp%n");
    write(pattern);
    RequestLog.log(Map.of("method", "GET", "path", "/a", "status", 404, "duration", 0.123));
    assertThat(text().trim())
        .isEqualTo("INFO [404] GET /a method=\"GET\" path=\"/a\" status=\"404\" duration=\"0.12\"");

    write(new LogstashEncoder());
    RequestLog.log(widgets());
    assertThat(LogOutput.parse(text()).get(0).at("/params/page").asString()).isEqualTo("2");

    write(new JsonEncoder());
    RequestLog.log(widgets());
    assertThat(LogOutput.parse(text()).get(0).get("message").asString())
        .isEqualTo("[200] GET /widgets (WidgetsController#index)");
  }

  @Test
  void anExceptionIsTextOnTheSameLine() {
    write(new DatadogEncoder(new FakeIds()));
    RequestLog.log(
        Map.of("method", "GET", "status", 500, "error", new IllegalStateException("boom")));

    JsonNode line = LogOutput.parse(text()).get(0);
    assertThat(line.get("error").asString()).isEqualTo("java.lang.IllegalStateException: boom");
    assertThat(line.get("level").asString()).isEqualTo("INFO");
  }

  @Test
  void levelsByStatusMakeRoomForTheSeverity() {
    write(new DatadogEncoder(new FakeIds()));
    assertThat(levelOf(204)).isEqualTo("INFO");
    assertThat(levelOf(302)).isEqualTo("INFO");
    assertThat(levelOf(404)).isEqualTo("WARN");
    assertThat(levelOf(503)).isEqualTo("ERROR");
  }

  private String levelOf(int status) {
    RequestLog.log(Map.of("method", "GET", "status", status, "@level", "status"));
    JsonNode line = LogOutput.parse(text()).get(0);
    bytes.reset();
    assertThat(line.has("status")).isFalse();
    assertThat(line.has("@level")).isFalse();
    assertThat(line.get("http.status_code").asInt()).isEqualTo(status);
    return line.get("level").asString();
  }

  @Test
  void secretsInUrlsAreCut() {
    write(new DatadogEncoder(new FakeIds()));
    RequestLog.log(
        Map.of(
            "path", "/a;jsessionid=S3CRET?q=S3CRET#S3CRET",
            "location", "https://u:S3CRET@example.org/x@y?token=S3CRET"));

    JsonNode line = LogOutput.parse(text()).get(0);
    assertThat(line.get("path").asString()).isEqualTo("/a");
    assertThat(line.get("location").asString()).isEqualTo("https://example.org/x@y");
    assertThat(text()).doesNotContain("S3CRET");
  }

  @Test
  void aPathCannotForgeALine() {
    PatternLayoutEncoder pattern = new PatternLayoutEncoder();
    pattern.setPattern("%msg%n");
    write(pattern);
    RequestLog.log(Map.of("method", "GET", "path", "/a\n[200] GET /forged", "status", 200));

    assertThat(text().lines()).hasSize(1);
  }

  @Test
  void neverThrowsAndCountsWhatFailed() {
    write(new DatadogEncoder(new FakeIds()));
    long before = Counters.value("logs.request.failed");
    RequestLog.log(null);
    RequestLog.log(
        new HashMap<>() {
          @Override
          public Object get(Object key) {
            throw new IllegalStateException("broken map");
          }
        });
    assertThat(Counters.value("logs.request.failed")).isEqualTo(before + 2);

    RequestLog.log(Map.of());
    assertThat(LogOutput.parse(text()).get(0).get("message").asString()).isEqualTo("[-] - -");
  }

  @Test
  void writesNothingWhenSwitchedOff() {
    write(new DatadogEncoder(new FakeIds()));
    assertThat(RequestLog.isEnabled()).isTrue();
    logger.setLevel(Level.OFF);
    assertThat(RequestLog.isEnabled()).isFalse();
    RequestLog.log(widgets());
    assertThat(text()).isEmpty();
  }

  private static Map<String, Object> widgets() {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("page", new String[] {"2"});
    params.put("password", new String[] {"x"});
    Map<String, Object> request = new HashMap<>();
    request.put("method", "GET");
    request.put("path", "/widgets?page=2");
    request.put("format", "html");
    request.put("controller", "WidgetsController");
    request.put("action", "index");
    request.put("status", 200);
    request.put("duration", 1.6000001);
    request.put("db", 1.2345);
    request.put("db_count", 2);
    request.put("redis", 0.5);
    request.put("redis_count", 1);
    request.put("params", params);
    request.put("request_id", "407b828f");
    request.put("client_ip", "203.0.113.7");
    request.put("route", "/widgets");
    request.put("location", null);
    return request;
  }

  private void write(Encoder<ILoggingEvent> encoder) {
    logger.detachAndStopAllAppenders();
    bytes.reset();
    encoder.setContext(context);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(bytes);
    appender.start();
    logger.addAppender(appender);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
