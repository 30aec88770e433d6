package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.spoor.propagation.PropagationRules;
import dev.spoor.propagation.Propagator;
import dev.spoor.trace.Priority;
import dev.spoor.trace.SamplingCause;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.TraceSampler;
import dev.spoor.trace.TraceSink;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.ProcessFacts;
import dev.spoor.wire.TraceEncoder;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The bytes that spans take, with budgets: a change that goes past one of them must say so here.
 * Counted by the JVM on this thread over many spans, which is exact but for what it allocates
 * itself now and then; so each budget is a few bytes above what was measured.
 */
class AllocationBudgetTest {
  private static final int WARM_UP = 3_000;
  private static final int MEASURED = 5_000;

  private static final ThreadMXBean THREADS =
      ManagementFactory.getThreadMXBean() instanceof ThreadMXBean counting ? counting : null;

  private final Database database = Database.of("jdbc:postgresql://db.example/shop", "carla");
  private final CacheSpans redis = new CacheSpans("redis", "redis-command");
  private final TraceEncoder encoder =
      new TraceEncoder(
          new ProcessFacts(
              "shop", "1", Map.of("env", "prod"), Map.of(), "0-1", 1, "web.1", false, true),
          true);
  private final SamplingCause all = new SamplingCause(Priority.BY_AGENT_RATE, "_dd.agent_psr", 1);
  private final TraceSampler sampler =
      (trace, root) -> trace.decide(Priority.SAMPLER_KEEP, all, Double.NaN);
  private int written;

  /** What one trace takes. */
  private interface Trace {
    void run();
  }

  @BeforeEach
  void install() {
    encoder.setFolding(true);
    assumeTrue(THREADS != null, "skipped: this JVM does not count allocated bytes");
    use((trace, newest, count) -> written += count);
  }

  @AfterEach
  void remove() {
    Tracer.install(null);
  }

  private void use(TraceSink sink) {
    Tracer.install(new Tracer("shop", sampler, sink, 1000, true, true));
  }

  private void encode() {
    TraceEncoder.ChunkTarget target = (bytes, offset, length, spans) -> written += spans;
    use((trace, newest, count) -> encoder.encode(trace, newest, count, target));
  }

  private long bytesOf(String what, Trace trace) {
    for (int i = 0; i < WARM_UP; i++) {
      trace.run();
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < MEASURED; i++) {
      trace.run();
    }
    long bytes = (THREADS.getCurrentThreadAllocatedBytes() - before) / MEASURED;
    System.out.println("bytes of " + what + ": " + bytes);
    assertThat(written).isPositive();
    return bytes;
  }

  private static void bare() {
    Tracer.active().start("job", null).finish();
  }

  /** Seven tags, as a request's span has that hardly anything is known of. */
  private static Span web() {
    Span span = Tracer.active().start("servlet.request", null);
    span.setType(Tags.TYPE_WEB);
    span.setTag(Tags.COMPONENT, "tomcat-server");
    span.setTag(Tags.SPAN_KIND, Tags.KIND_SERVER);
    span.setTag(Tags.HTTP_METHOD, "GET");
    span.setTag(Tags.HTTP_URL, "http://shop.example/widgets/17");
    span.setTag(Tags.HTTP_USER_AGENT, "curl/8.5.0");
    span.setTag(Tags.PEER_IPV4, "10.1.2.3");
    span.setTag(Tags.HTTP_STATUS, "200");
    return span;
  }

  private void query() {
    DatabaseSpans.end(
        DatabaseSpans.start(
            database, "select name from item where id = 4711", DatabaseSpans.PREPARED_STATEMENT),
        null);
  }

  @Test
  void aBareSpan() {
    assertThat(bytesOf("a bare span", AllocationBudgetTest::bare)).isLessThanOrEqualTo(BARE);
  }

  private static final long BARE = 240;

  @Test
  void aWebSpanOfSevenTags() {
    assertThat(bytesOf("a web span", () -> web().finish())).isLessThanOrEqualTo(BARE + 160);
  }

  @Test
  void aDatabaseSpanOfNineTags() {
    assertThat(bytesOf("a database span", this::query)).isLessThanOrEqualTo(BARE);
  }

  @Test
  void headersOfACallerAndToTheNextService() {
    Propagator propagator =
        new Propagator(PropagationRules.of(List.of("datadog", "tracecontext", "baggage")));
    Span span = Tracer.active().start("job", null);
    Map<String, String> headers = new HashMap<>();
    propagator.inject(span, headers, Map::put);
    assertThat(headers).hasSize(6);
    span.finish();
    assertThat(bytesOf("a caller's headers", () -> propagator.extract(headers, Map::get)))
        .isLessThanOrEqualTo(380);
    assertThat(bytesOf("headers that go out", () -> propagator.inject(span, headers, Map::put)))
        .isLessThanOrEqualTo(980);
  }

  @Test
  void aRootAndTwentyDatabaseCallsAsBytes() {
    encode();
    long bytes =
        bytesOf(
            "a root and 20 database calls, encoded",
            () -> {
              Span root = web();
              root.attach();
              for (int i = 0; i < 20; i++) {
                query();
              }
              root.detach();
              root.finish();
            });
    assertThat(bytes).isLessThanOrEqualTo(BARE + 160 + 20 * 112 + 16);
  }

  @Test
  void aRootWithACallOfDatabaseAndCacheAsBytes() {
    encode();
    long bytes =
        bytesOf(
            "a root with a database call and one of Redis, encoded",
            () -> {
              Span root = web();
              root.attach();
              query();
              redis.end(redis.start("GET", "cache.example"), null);
              root.detach();
              root.finish();
            });
    assertThat(bytes).isLessThanOrEqualTo(BARE + 160 + 2 * 112 + 16);
  }
}
