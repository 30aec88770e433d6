package dev.spoor.benchmarks;

import dev.spoor.kind.Database;
import dev.spoor.kind.DatabaseSpans;
import dev.spoor.sampling.AgentRateSampler;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.TraceSink;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.ProcessFacts;
import dev.spoor.wire.TraceEncoder;
import java.util.Map;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * The life of a span, from start to finish, and of a whole trace to its encoded bytes. Run it with
 * {@code -prof gc} to see bytes per operation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpanBenchmark {
  private static final String SQL = "select id, name from widgets where id = 4711";

  private final Database database =
      Database.of("jdbc:postgresql://db.example:5432/shop", "widgets");
  private final TraceEncoder encoder =
      new TraceEncoder(
          new ProcessFacts(
              "shop",
              "1.2.3",
              Map.of("env", "prod", "dyno", "web.1"),
              "b43c1f4e-8a5f-4a0c-9d9a-0d2f6d1c7b55",
              4711,
              "web.1",
              false));
  private Tracer discarding = tracer((trace, newest, count) -> {});
  private Tracer encoding = discarding;

  private static Tracer tracer(TraceSink sink) {
    return new Tracer("shop", new AgentRateSampler("prod"), sink, 1000, true, true);
  }

  /** The tracer that instrumentation finds is the one that discards. */
  @Setup
  public void install(Blackhole blackhole) {
    TraceEncoder.ChunkTarget target =
        (bytes, offset, length, spans) -> blackhole.consume(bytes[length - 1]);
    encoding = tracer((trace, newest, count) -> encoder.encode(trace, newest, count, target));
    Tracer.install(discarding);
  }

  @TearDown
  public void remove() {
    Tracer.install(null);
  }

  /** A trace of one span without tags. */
  @Benchmark
  public Span bare() {
    Span span = discarding.start("job", null);
    span.finish();
    return span;
  }

  /** A web span with seven tags. */
  @Benchmark
  public Span web() {
    Span span = webSpan(discarding);
    span.finish();
    return span;
  }

  private static Span webSpan(Tracer tracer) {
    Span span = tracer.start("servlet.request", null);
    span.setType(Tags.TYPE_WEB);
    span.setMeasured();
    span.setTag(Tags.COMPONENT, "tomcat-server");
    span.setTag(Tags.SPAN_KIND, Tags.KIND_SERVER);
    span.setTag(Tags.HTTP_METHOD, "GET");
    span.setTag(Tags.HTTP_URL, "http://shop.example/widgets/17");
    span.setTag(Tags.HTTP_USER_AGENT, "curl/8.5.0");
    span.setTag(Tags.PEER_IPV4, "10.1.2.3");
    span.setTag(Tags.HTTP_STATUS, "200");
    span.setResource("GET /widgets/{id}", ResourceRank.ROUTE);
    span.setError(false, ErrorRank.HTTP_SERVER);
    return span;
  }

  /** A database span as instrumentation makes it: look-up of the obfuscated SQL, all tags. */
  @Benchmark
  public Span jdbc() {
    Span span =
        Objects.requireNonNull(
            DatabaseSpans.start(database, SQL, DatabaseSpans.PREPARED_STATEMENT), "span");
    DatabaseSpans.end(span, null);
    return span;
  }

  /** A request with twenty database calls, to encoded bytes. */
  @Benchmark
  public Span trace() {
    Span root = webSpan(encoding);
    for (int i = 0; i < 20; i++) {
      Span child = encoding.start("postgresql.query", root);
      child.setService("postgresql", "java-jdbc-prepared_statement");
      child.setResource("select id, name from widgets where id = ?", ResourceRank.DEFAULT);
      child.setType(Tags.TYPE_SQL);
      child.setMeasured();
      child.setTag(Tags.COMPONENT, "java-jdbc-prepared_statement");
      child.setTag(Tags.SPAN_KIND, Tags.KIND_CLIENT);
      child.setTag(Tags.DB_TYPE, "postgresql");
      child.setTag(Tags.DB_INSTANCE, "shop");
      child.setTag(Tags.DB_USER, "widgets");
      child.setTag(Tags.PEER_HOSTNAME, "db.example");
      child.setTag(Tags.DB_OPERATION, "select");
      child.finish();
    }
    root.finish();
    return root;
  }
}
