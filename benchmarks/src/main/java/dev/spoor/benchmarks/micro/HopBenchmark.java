package dev.spoor.benchmarks.micro;

import dev.spoor.context.Carry;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A task that takes the context along: wrapped and run here, and through a pool's thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HopBenchmark {
  private final Tracer tracer = Spoors.tracer((trace, newest, count) -> {});
  private final Span span = tracer.start("job", null);
  private final ExecutorService pool = Executors.newSingleThreadExecutor();
  private @Nullable Span seen;

  @SuppressWarnings("UnnecessaryLambda") // one object for all calls: what carrying adds is measured
  private final Runnable task = () -> seen = Span.current();

  /** The calling thread is within a span. */
  @Setup
  public void attach() {
    span.attach();
  }

  /** Ends the pool. */
  @TearDown
  public void detach() {
    span.detach();
    pool.shutdownNow();
  }

  /** Without the pool, whose own cost hides ours. */
  @Benchmark
  public @Nullable Span carryAndRun() {
    Objects.requireNonNull(Carry.runnable(task), "task").run();
    return seen;
  }

  /** As the agent does it. */
  @Benchmark
  public @Nullable Span hop() throws InterruptedException, ExecutionException {
    pool.submit(Objects.requireNonNull(Carry.runnable(task), "task")).get();
    return seen;
  }

  /** The pool alone. */
  @Benchmark
  public @Nullable Span hopWithoutContext() throws InterruptedException, ExecutionException {
    pool.submit(task).get();
    return seen;
  }
}
