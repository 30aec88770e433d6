package dev.spoor.benchmarks.micro;

import dev.spoor.kind.Database;
import dev.spoor.kind.DatabaseSpans;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The life of a span, from start to finish, without what becomes of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpanBenchmark {
  private static final String SQL = "select id, name from widgets where id = 4711";

  private final Database database =
      Database.of("jdbc:postgresql://db.example:5432/shop", "widgets");
  private final Tracer tracer = Spoors.tracer((trace, newest, count) -> {});

  /** Instrumentation finds the tracer by itself. */
  @Setup
  public void install() {
    Tracer.install(tracer);
  }

  @TearDown
  public void remove() {
    Tracer.install(null);
  }

  /** A trace of one span without tags. */
  @Benchmark
  public Span bare() {
    Span span = tracer.start("job", null);
    span.finish();
    return span;
  }

  /** A web span with seven tags. */
  @Benchmark
  public Span web() {
    Span span = Spoors.web(tracer);
    span.finish();
    return span;
  }

  /** A database span as instrumentation makes it: look-up of the obfuscated SQL, nine tags. */
  @Benchmark
  public Span jdbc() {
    Span span =
        Objects.requireNonNull(
            DatabaseSpans.start(database, SQL, DatabaseSpans.PREPARED_STATEMENT), "span");
    DatabaseSpans.end(span, null);
    return span;
  }
}
