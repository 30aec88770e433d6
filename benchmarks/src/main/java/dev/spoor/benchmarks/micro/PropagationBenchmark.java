package dev.spoor.benchmarks.micro;

import dev.spoor.propagation.HeaderGetter;
import dev.spoor.propagation.HeaderSetter;
import dev.spoor.propagation.PropagationRules;
import dev.spoor.propagation.Propagator;
import dev.spoor.trace.Baggage;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading and writing trace headers, style by style. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PropagationBenchmark {
  private static final HeaderGetter<Map<String, String>> GETTER = Map::get;
  private static final HeaderSetter<Map<String, String>> SETTER = Map::put;

  /** Names of styles; {@code default} for those that are on unless set otherwise. */
  @Param({"datadog", "tracecontext", "b3multi", "b3single", "baggage", "default"})
  public String style = "default";

  private final Tracer tracer = Spoors.tracer((trace, newest, count) -> {});
  private Propagator propagator = Propagator.NONE;
  private Span span = tracer.start("job", null);
  private Map<String, String> incoming = Map.of();
  private final Map<String, String> nothing = Map.of("host", "shop.example", "accept", "*/*");
  private final Map<String, String> outgoing = new HashMap<>();

  /** What comes in is what goes out. */
  @Setup
  public void prepare() {
    propagator =
        new Propagator(
            PropagationRules.of(
                style.equals("default")
                    ? List.of("datadog", "tracecontext", "baggage")
                    : List.of(style)));
    span = tracer.start("job", null);
    if (style.equals("baggage")) {
      span.setBaggage(Baggage.EMPTY.withSpanItem("user.id", "17"));
    }
    Map<String, String> headers = new HashMap<>();
    propagator.inject(span, headers, (carrier, name, value) -> carrier.put(lower(name), value));
    incoming = headers;
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }

  /** A caller that is traced. */
  @Benchmark
  public @Nullable RemoteParent extract() {
    return propagator.extract(incoming, GETTER);
  }

  /** A caller that is not. */
  @Benchmark
  public @Nullable RemoteParent extractNothing() {
    return propagator.extract(nothing, GETTER);
  }

  /** Into a map, whose nodes count as well. */
  @Benchmark
  public Map<String, String> inject() {
    outgoing.clear();
    propagator.inject(span, outgoing, SETTER);
    return outgoing;
  }
}
