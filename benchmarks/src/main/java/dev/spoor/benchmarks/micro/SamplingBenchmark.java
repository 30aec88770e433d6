package dev.spoor.benchmarks.micro;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.sampling.Samplers;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceSampler;
import dev.spoor.trace.Tracer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The decision about a trace, with the span that it is about: compare the rules with none. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SamplingBenchmark {
  /** Value of {@code DD_TRACE_SAMPLING_RULES}; "" for the Agent's rates. */
  @Param({
    "",
    "[{\"sample_rate\":0.5}]",
    "[{\"service\":\"other*\",\"sample_rate\":0},"
        + "{\"resource\":\"GET /health*\",\"sample_rate\":0},"
        + "{\"tags\":{\"http.method\":\"P*\"},\"sample_rate\":0.1},"
        + "{\"name\":\"servlet.*\",\"sample_rate\":0.5}]"
  })
  public String rules = "";

  private Tracer tracer = Spoors.tracer((trace, newest, count) -> {});

  /** Reads the rules. */
  @Setup
  public void prepare() {
    TraceSampler sampler =
        Samplers.of(
                Config.resolve(
                    Sources.of(Map.of("DD_TRACE_SAMPLING_RULES", rules, "DD_ENV", "prod"))))
            .traces();
    tracer = Spoors.tracer(sampler, (trace, newest, count) -> {});
  }

  /** A web span, whose end decides. */
  @Benchmark
  public Span decide() {
    Span span = Spoors.web(tracer);
    span.finish();
    return span;
  }
}
