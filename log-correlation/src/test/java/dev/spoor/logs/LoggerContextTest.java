package dev.spoor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.LoggingEventVO;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

/** Configuration by XML, reloads, several contexts, and the application's own MDC. */
class LoggerContextTest {
  @TempDir Path folder;

  private final FakeIds ids = new FakeIds();

  @AfterEach
  void clearMdc() {
    MDC.clear();
  }

  @Test
  void oneLineOfXmlIsEnough() throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    configure(context, file("<encoder class=\"dev.spoor.logs.DatadogEncoder\"/>"));
    context.getLogger("app").info("hello");
    context.stop();

    assertThat(line().get("message").asString()).isEqualTo("hello");
    assertThat(line().get("ddsource").asString()).isEqualTo("java");
    assertQuiet(context);
  }

  @Test
  void xmlSettingsReachTheEncoder() throws Exception {
    LoggerContext context = context();
    configure(
        context,
        file(
            """
            <encoder class="dev.spoor.logs.DatadogEncoder">
              <source>kotlin</source>
              <flatIds>true</flatIds>
              <zeroIds>true</zeroIds>
              <stackTraceLength>80</stackTraceLength>
              <customFields>{"team":"a"}</customFields>
              <includeContext>false</includeContext>
            </encoder>
            """));
    context.getLogger("app").error("hello", new IllegalStateException("boom"));
    context.stop();

    assertThat(line().get("ddsource").asString()).isEqualTo("kotlin");
    assertThat(line().get("dd.trace_id").asString()).isEqualTo("0");
    assertThat(line().get("team").asString()).isEqualTo("a");
    assertThat(line().at("/error/stack").asString()).hasSizeLessThanOrEqualTo(80);
    assertQuiet(context);
  }

  @Test
  void survivesReloadsWithoutPilingUp() throws Exception {
    LoggerContext context = context();
    Object adapter = context.getMDCAdapter();
    String xml = file("<encoder class=\"dev.spoor.logs.DatadogEncoder\"/>");
    for (int i = 0; i < 5; i++) {
      context.reset();
      configure(context, xml);
    }
    ids.open("11", "22");
    context.getLogger("app").info("after reloads");
    context.stop();

    assertThat(line().at("/dd/trace_id").asString()).isEqualTo("11");
    assertThat(context.getMDCAdapter()).isSameAs(adapter);
    assertQuiet(context);
  }

  @Test
  void contextsKeepTheirOwnIds() {
    try (LogOutput one = LogOutput.json();
        LogOutput other = LogOutput.json()) {
      one.ids.open("11", "22");
      other.ids.open("33", "44");
      one.logger().info("one");
      other.logger().info("other");

      assertThat(one.line().at("/dd/trace_id").asString()).isEqualTo("11");
      assertThat(other.line().at("/dd/trace_id").asString()).isEqualTo("33");
    }
  }

  @Test
  void theApplicationSeesItsOwnMdcOnly() {
    try (LogOutput output = LogOutput.json()) {
      output.ids.open("11", "22");
      MDC.put("user_id", "42");
      output.logger().info("within");

      assertThat(MDC.get("dd.trace_id")).isNull();
      assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("user_id", "42"));
      MDC.setContextMap(Map.of("user_id", "43"));
      output.context.getMDCAdapter().put("tenant", "a");
      assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("user_id", "43", "tenant", "a"));
      output.context.getMDCAdapter().remove("tenant");
      assertThat(output.context.getMDCAdapter().getCopyOfContextMap())
          .isEqualTo(Map.of("user_id", "43"));
      MDC.clear();
      assertThat(output.context.getMDCAdapter().get("user_id")).isNull();
    }
  }

  @Test
  void anEventsMapIsPlainAndSerialisable() throws Exception {
    try (LogOutput output = LogOutput.json()) {
      output.ids.open("11", "22");
      MDC.put("user_id", "42");
      LoggingEvent event =
          new LoggingEvent(
              "x", output.logger(), ch.qos.logback.classic.Level.INFO, "text", null, null);

      assertThat(event.getMDCPropertyMap())
          .isEqualTo(
              Map.of(
                  "user_id", "42",
                  "dd.trace_id", "11",
                  "dd.span_id", "22",
                  "dd.service", "shop",
                  "dd.env", "test",
                  "dd.version", "1.2.3"));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new ObjectOutputStream(bytes).writeObject(LoggingEventVO.build(event));
      assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).contains("dd.trace_id");
    }
  }

  @Test
  void idsThatFailCostTheIdsOnly() {
    LogOutput output = new LogOutput();
    CorrelatedMdc.install(
        output.context,
        new CorrelationIds() {
          @Override
          public String traceId() {
            throw new IllegalStateException("broken tracer");
          }

          @Override
          public String spanId() {
            return "1";
          }

          @Override
          public String service() {
            return "shop";
          }

          @Override
          public String env() {
            return "test";
          }

          @Override
          public String version() {
            return "1";
          }
        });
    try (output) {
      MDC.put("user_id", "42");
      output.logger().addAppender(output.jsonAppender(encoder -> {}));
      output.logger().info("still logged");

      assertThat(output.line().get("user_id").asString()).isEqualTo("42");
      assertThat(output.line().get("dd").has("trace_id")).isFalse();
    }
  }

  private LoggerContext context() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    CorrelatedMdc.install(context, ids);
    return context;
  }

  private String file(String encoder) {
    return """
        <configuration>
          <appender name="FILE" class="ch.qos.logback.core.FileAppender">
            <file>%s</file>
            %s
          </appender>
          <root level="INFO"><appender-ref ref="FILE"/></root>
        </configuration>
        """
        .formatted(folder.resolve("app.log"), encoder);
  }

  private static void configure(LoggerContext context, String xml) throws JoranException {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private JsonNode line() throws IOException {
    return LogOutput.parse(Files.readString(folder.resolve("app.log"))).get(0);
  }

  /** One warning makes Logback print its whole status on standard output at start-up. */
  private static void assertQuiet(LoggerContext context) {
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .filteredOn(status -> status.getLevel() >= Status.WARN)
        .isEmpty();
  }
}
