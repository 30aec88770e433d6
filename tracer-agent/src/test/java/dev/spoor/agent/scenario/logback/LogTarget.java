package dev.spoor.agent.scenario.logback;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

/**
 * A logger in a Logback context of its own, with one encoder behind one way of handing over; what
 * was written is read after {@link #stop}.
 */
final class LogTarget {
  static final String PATTERN =
      "%msg dd.trace_id=%X{dd.trace_id} dd.span_id=%X{dd.span_id} dd.service=%X{dd.service}"
          + " dd.env=%X{dd.env} dd.version=%X{dd.version} user=%X{user}%n";

  final LoggerContext context = new LoggerContext();
  final Logger logger;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Appender<ILoggingEvent> outer;
  private final Appender<ILoggingEvent> inner;

  LogTarget(String encoder, String handOver) throws ReflectiveOperationException {
    useCommonMdc(context);
    inner = streamAppender(context, encoder(context, encoder), written);
    outer = behind(handOver, inner);
    outer.setContext(context);
    outer.start();
    logger = context.getLogger("scenario");
    logger.addAppender(outer);
  }

  /** What the framework does for the context that it makes itself, since Logback 1.3. */
  static void useCommonMdc(LoggerContext context) throws ReflectiveOperationException {
    useMdc(context, MDC.getMDCAdapter());
  }

  /** False on older versions, where all contexts use the common one. */
  static boolean useMdc(LoggerContext context, MDCAdapter adapter)
      throws ReflectiveOperationException {
    try {
      LoggerContext.class.getMethod("setMDCAdapter", MDCAdapter.class).invoke(context, adapter);
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /**
   * @throws ClassNotFoundException if this version or class path does not have the encoder
   */
  static Encoder<ILoggingEvent> encoder(LoggerContext context, String name)
      throws ReflectiveOperationException {
    Encoder<ILoggingEvent> encoder =
        switch (name) {
          case "PATTERN" -> {
            PatternLayoutEncoder pattern = new PatternLayoutEncoder();
            pattern.setPattern(PATTERN);
            yield pattern;
          }
          case "JSON" -> make("ch.qos.logback.classic.encoder.JsonEncoder");
          case "BOOTECS", "BOOTLOGSTASH", "BOOTGELF" ->
              structured(context, name.substring("BOOT".length()).toLowerCase(Locale.ROOT));
          case "LOGSTASH" -> make("net.logstash.logback.encoder.LogstashEncoder");
          default -> make("dev.spoor.logs.DatadogEncoder");
        };
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  /** Spring Boot's structured logging, which finds its settings in the logger context. */
  private static Encoder<ILoggingEvent> structured(LoggerContext context, String format)
      throws ReflectiveOperationException {
    Encoder<ILoggingEvent> encoder =
        make("org.springframework.boot.logging.logback.StructuredLogEncoder");
    String environment = "org.springframework.core.env.";
    context.putObject(
        environment + "Environment", LogTarget.<Object>make(environment + "StandardEnvironment"));
    encoder.getClass().getMethod("setFormat", String.class).invoke(encoder, format);
    return encoder;
  }

  static Appender<ILoggingEvent> streamAppender(
      LoggerContext context, Encoder<ILoggingEvent> encoder, OutputStream stream) {
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(stream);
    appender.start();
    return appender;
  }

  private static Appender<ILoggingEvent> behind(String handOver, Appender<ILoggingEvent> inner)
      throws ReflectiveOperationException {
    switch (handOver) {
      case "ASYNC":
        return attached(new AsyncAppender(), inner);
      case "DISRUPTOR":
        return attached(
            make("net.logstash.logback.appender.LoggingEventAsyncDisruptorAppender"), inner);
      case "LATER":
        return new LateAppender(inner);
      default:
        return inner;
    }
  }

  private static Appender<ILoggingEvent> attached(
      Appender<ILoggingEvent> outer, Appender<ILoggingEvent> inner) {
    LogTarget.<AppenderAttachable<ILoggingEvent>>cast(outer).addAppender(inner);
    return outer;
  }

  private static <T> T make(String type) throws ReflectiveOperationException {
    return cast(Class.forName(type).getConstructor().newInstance());
  }

  @SuppressWarnings("unchecked")
  private static <T> T cast(Object object) {
    return (T) object;
  }

  /** Ends the hand-over, which writes what is still on its way, and returns all lines as one. */
  String stop() {
    outer.stop();
    inner.stop();
    return written.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
  }

  /**
   * Keeps events as they come and writes them on another thread after all has ended. It breaks
   * Logback's rule that an event is prepared first, as many appenders out there do.
   */
  static final class LateAppender extends AppenderBase<ILoggingEvent> {
    private final Appender<ILoggingEvent> next;
    private final List<ILoggingEvent> events = new ArrayList<>();

    LateAppender(Appender<ILoggingEvent> next) {
      this.next = next;
    }

    @Override
    protected void append(ILoggingEvent event) {
      events.add(event);
    }

    @Override
    public void stop() {
      Thread writer = new Thread(() -> events.forEach(next::doAppend));
      writer.start();
      try {
        writer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      super.stop();
    }
  }
}
