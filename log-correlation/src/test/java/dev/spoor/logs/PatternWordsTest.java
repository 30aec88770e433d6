package dev.spoor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternWordsTest {
  private static final String PATTERN = "%ddTraceId|%ddSpanId|%dd|%X{dd.service}|%msg%n";

  @Test
  void wordsAnswerWithinASpanAndAreEmptyOutside() {
    try (LogOutput output = LogOutput.pattern(PATTERN, LogCorrelation::install)) {
      output.ids.open("11", "22");
      output.logger().info("within");
      output.ids.close();
      output.logger().info("outside");

      assertThat(output.text().lines())
          .containsExactly("11|22|dd.trace_id=11 dd.span_id=22|shop|within", "|||shop|outside");
    }
  }

  @Test
  void wordsAreRightBehindAnAsyncAppender() {
    LogOutput output = new LogOutput();
    CorrelatedMdc.install(output.context, output.ids);
    LogCorrelation.install(output.context);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(output.context);
    encoder.setPattern(PATTERN);
    AsyncAppender async = new AsyncAppender();
    async.setContext(output.context);
    async.addAppender(output.appender(encoder));
    async.start();
    output.logger().addAppender(async);

    output.ids.open("11", "22");
    output.logger().info("within");
    output.ids.close();
    async.stop();

    assertThat(output.text().trim()).isEqualTo("11|22|dd.trace_id=11 dd.span_id=22|shop|within");
    output.close();
  }

  @Test
  void wordsCanBeRegisteredInXml(@TempDir Path folder) throws Exception {
    String rules =
        """
          <conversionRule conversionWord="ddTraceId" class="dev.spoor.logs.TraceIdWord"/>
          <conversionRule conversionWord="ddSpanId" class="dev.spoor.logs.SpanIdWord"/>
          <conversionRule conversionWord="dd" class="dev.spoor.logs.DdWord"/>
        """;
    assertThat(written(folder, rules)).isEqualTo("11|22|dd.trace_id=11 dd.span_id=22|shop|xml");
  }

  @Test
  void aContextListenerRegistersThemAll(@TempDir Path folder) throws Exception {
    String listener = "<contextListener class=\"dev.spoor.logs.LogCorrelation\"/>";
    assertThat(written(folder, listener)).isEqualTo("11|22|dd.trace_id=11 dd.span_id=22|shop|xml");
  }

  private static String written(Path folder, String head) throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    FakeIds ids = new FakeIds();
    CorrelatedMdc.install(context, ids);
    Path file = folder.resolve("app.log");
    String xml =
        """
        <configuration>
          %s
          <appender name="FILE" class="ch.qos.logback.core.FileAppender">
            <file>%s</file>
            <encoder><pattern>%s</pattern></encoder>
          </appender>
          <root level="INFO"><appender-ref ref="FILE"/></root>
        </configuration>
        """
            .formatted(head, file, PATTERN);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    ids.open("11", "22");
    context.getLogger("app").info("xml");
    context.stop();
    return Files.readString(file).trim();
  }
}
