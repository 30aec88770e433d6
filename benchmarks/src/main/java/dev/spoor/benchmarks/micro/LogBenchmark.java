package dev.spoor.benchmarks.micro;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.spoor.logs.DatadogEncoder;
import dev.spoor.logs.RequestLog;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.slf4j.LoggerFactory;

/** A JSON line with and without ids, and a request's line, as bytes that nobody writes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogBenchmark {
  private final Tracer tracer = Spoors.tracer((trace, newest, count) -> {});
  private final Span span = tracer.start("job", null);
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger logger = context.getLogger(LogBenchmark.class);
  private final Map<String, Object> facts = new HashMap<>();
  private int written;

  /** Encodes and forgets. */
  private final class Forgetting extends AppenderBase<ILoggingEvent> {
    private final DatadogEncoder encoder = new DatadogEncoder();

    @Override
    public void start() {
      encoder.setContext(getContext());
      encoder.start();
      super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
      written += encoder.encode(event).length;
    }
  }

  /** Replaces Logback's own set-up. */
  @Setup
  public void prepare() {
    context.reset();
    Forgetting appender = new Forgetting();
    appender.setContext(context);
    appender.start();
    context.getLogger("ROOT").addAppender(appender);
    Tracer.install(tracer);
    facts.put("method", "GET");
    facts.put("path", "/widgets");
    facts.put("format", "json");
    facts.put("status", 200);
    facts.put("duration", 12.5);
    facts.put("route", "/widgets");
    facts.put("db", 3.25);
    facts.put("db_count", 2);
    facts.put("params", Map.of("page", "2"));
  }

  /** Ends it. */
  @TearDown
  public void remove() {
    Tracer.install(null);
    context.stop();
  }

  /** Outside any span. */
  @Benchmark
  public int line() {
    logger.info("Listed the widgets");
    return written;
  }

  /** Within a span. */
  @Benchmark
  public int lineWithIds() {
    span.attach();
    logger.info("Listed the widgets");
    span.detach();
    return written;
  }

  /** The line that sums a request up. */
  @Benchmark
  public int requestLine() {
    span.attach();
    RequestLog.log(facts);
    span.detach();
    return written;
  }
}
