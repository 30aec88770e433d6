package dev.spoor.benchmarks.micro;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import dev.spoor.context.Context;
import dev.spoor.logs.DatadogEncoder;
import dev.spoor.logs.LogCorrelation;
import dev.spoor.sampling.AgentRateSampler;
import dev.spoor.trace.Tracer;
import java.util.concurrent.TimeUnit;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.slf4j.MDC;

/**
 * One line by our encoder and by the one that it stands on: encoding alone, as published figures of
 * encoders have it. Run it with {@code -prof gc} to see bytes per line.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncoderBenchmark {
  private static final int FRAMES = 40;

  /** Whose encoder. */
  @Param({"datadog", "logstash"})
  public String encoder = "datadog";

  private final LoggerContext context = new LoggerContext();
  private Encoder<ILoggingEvent> encoding = new DatadogEncoder();
  private ILoggingEvent plain = new LoggingEvent();
  private ILoggingEvent failed = plain;
  private @Nullable Context before;

  /** Events are made within a span, with two entries of the application's own in the MDC. */
  @Setup
  public void install() {
    Tracer.install(
        new Tracer(
            "shop", new AgentRateSampler("prod"), (trace, newest, count) -> {}, 1000, true, true));
    Tracer tracer = Tracer.active();
    before = Context.swap(tracer == null ? null : tracer.start("servlet.request", null));
    MDC.put("user_id", "42");
    MDC.put("request_id", "407b828f-4a7e-4a51-9d38-2f0c9b5d1a11");
    LogCorrelation.install(context);
    if (encoder.equals("logstash")) {
      encoding = new LogstashEncoder();
    }
    encoding.setContext(context);
    encoding.start();
    plain = event(null);
    failed = event(thrown());
  }

  @TearDown
  public void remove() {
    Context.swap(before);
    MDC.clear();
    Tracer.install(null);
  }

  private ILoggingEvent event(@Nullable Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "x",
            context.getLogger("dev.spoor.example.WidgetsController"),
            Level.INFO,
            "found {} widgets for {}",
            thrown,
            new Object[] {3, "someone"});
    event.prepareForDeferredProcessing();
    return event;
  }

  /** Forty frames, and a cause that shares all but one of them. */
  private static Exception thrown() {
    StackTraceElement[] frames = new StackTraceElement[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
      frames[i] = new StackTraceElement("dev.spoor.Example", "method" + i, "Example.java", i);
    }
    StackTraceElement[] inner = frames.clone();
    inner[0] = new StackTraceElement("dev.spoor.Example", "inner", "Example.java", 99);
    Exception cause = new IllegalStateException("inner");
    cause.setStackTrace(inner);
    Exception outer = new IllegalStateException("outer", cause);
    outer.setStackTrace(frames);
    return outer;
  }

  /** A line without an exception. */
  @Benchmark
  public byte[] plain() {
    return encoding.encode(plain);
  }

  /** A line with one. */
  @Benchmark
  public byte[] exception() {
    return encoding.encode(failed);
  }
}
