package dev.spoor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real logger context that writes into memory, and a strict reader of what it wrote. */
final class LogOutput implements AutoCloseable {
  /** Refuses a line in which a name occurs twice. */
  static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  final FakeIds ids = new FakeIds();
  final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Sends everything through a {@link DatadogEncoder} with those settings. */
  static LogOutput json(Consumer<DatadogEncoder> settings) {
    LogOutput output = new LogOutput();
    output.context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(output.jsonAppender(settings));
    return output;
  }

  static LogOutput json() {
    return json(encoder -> {});
  }

  /** Sends everything through a pattern. */
  static LogOutput pattern(String pattern, Consumer<LoggerContext> before) {
    LogOutput output = new LogOutput();
    CorrelatedMdc.install(output.context, output.ids);
    before.accept(output.context);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern(pattern);
    output.context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(output.appender(encoder));
    return output;
  }

  OutputStreamAppender<ILoggingEvent> jsonAppender(Consumer<DatadogEncoder> settings) {
    DatadogEncoder encoder = new DatadogEncoder(ids);
    settings.accept(encoder);
    return appender(encoder);
  }

  OutputStreamAppender<ILoggingEvent> appender(Encoder<ILoggingEvent> encoder) {
    encoder.setContext(context);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setName("memory");
    appender.setEncoder(encoder);
    appender.setOutputStream(bytes);
    appender.start();
    return appender;
  }

  Logger logger() {
    return context.getLogger("app");
  }

  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  List<JsonNode> lines() {
    return parse(text());
  }

  static List<JsonNode> parse(String text) {
    assertThat(text).endsWith("\n");
    return Arrays.stream(text.split("\n")).map(STRICT::readTree).toList();
  }

  JsonNode line() {
    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Override
  public void close() {
    context.stop();
  }
}
