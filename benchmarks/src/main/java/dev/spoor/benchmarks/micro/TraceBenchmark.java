package dev.spoor.benchmarks.micro;

import dev.spoor.kind.Database;
import dev.spoor.kind.DatabaseSpans;
import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceSink;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.TraceEncoder;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** A request with some database calls, to encoded bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TraceBenchmark {
  private static final String SQL = "select id, name from widgets where id = 4711";

  private static final int TIMES = 1000;

  /** How many database calls the request makes. */
  @Param({"1", "5", "20"})
  public int children;

  private final Database database =
      Database.of("jdbc:postgresql://db.example:5432/shop", "widgets");
  private final TraceEncoder encoder = Spoors.encoder();
  private final Tracer tracer = Spoors.tracer(new Encoding());
  private boolean again;
  private int bytes;

  /** Encodes what it is given; while {@link #again} is set it does so {@link #TIMES} times. */
  private final class Encoding implements TraceSink {
    private final TraceEncoder.ChunkTarget target =
        (chunk, offset, length, spans) -> bytes += chunk[offset + length - 1];

    @Override
    public void write(LocalTrace trace, Span newest, int count) {
      for (int i = again ? TIMES : 1; i > 0; i--) {
        encoder.encode(trace, newest, count, target);
      }
    }
  }

  /** Instrumentation finds the tracer by itself. */
  @Setup
  public void install() {
    Tracer.install(tracer);
  }

  @TearDown
  public void remove() {
    Tracer.install(null);
  }

  /** Start, tags, finish and encoding of all spans. */
  @Benchmark
  public Span toBytes() {
    Span root = Spoors.web(tracer);
    root.attach();
    for (int i = 0; i < children; i++) {
      DatabaseSpans.end(
          Objects.requireNonNull(
              DatabaseSpans.start(database, SQL, DatabaseSpans.PREPARED_STATEMENT), "span"),
          null);
    }
    root.detach();
    root.finish();
    return root;
  }

  /** Encoding alone: the same trace, made once and encoded a thousand times. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public Span encode(Blackhole blackhole) {
    again = true;
    Span root = toBytes();
    again = false;
    blackhole.consume(bytes);
    return root;
  }
}
