package dev.spoor.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.spoor.trace.Blueprint;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.TraceTags;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.DecodedStats;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which spans are counted, with what others, and when. */
class SpanStatsTest {
  private static final long SECOND = 1_000_000_000L;

  /** A multiple of ten seconds. */
  private static final long T0 = 1_700_000_000L * SECOND;

  private final SpanStats stats = new SpanStats("shop", 64, T0, false);
  private final List<Boolean> errors = new ArrayList<>();
  private final Tracer tracer =
      new Tracer(
          "shop",
          (trace, root) -> trace.decide(Priority.SAMPLER_KEEP, Priority.BY_DEFAULT, null, 0),
          (trace, newest, count) -> errors.add(stats.count(trace, newest)),
          0,
          true,
          true);

  private Span root(String operation, long start) {
    return tracer.startRootAt(operation, null, start);
  }

  /** One root span of that duration, told apart by what is done to it. */
  private void span(long millis, Consumer<Span> change) {
    Span span = root("web.request", T0 + SECOND);
    change.accept(span);
    span.finishAt(T0 + SECOND + millis * 1_000_000);
  }

  private List<DecodedStats.Group> groups() {
    List<DecodedStats.Bucket> buckets = stats.drainAll(T0 + 9 * SECOND);
    return buckets.isEmpty() ? List.of() : buckets.get(buckets.size() - 1).groups();
  }

  private DecodedStats.Group group() {
    List<DecodedStats.Group> groups = groups();
    assertThat(groups).hasSize(1);
    return groups.get(0);
  }

  @Test
  void addsUpSpansThatAreAlike() {
    span(10, s -> {});
    span(20, s -> {});
    span(30, s -> s.setError(true, ErrorRank.DEFAULT));

    DecodedStats.Group group = group();
    assertThat(group.name()).isEqualTo("web.request");
    assertThat(group.service()).isEqualTo("shop");
    assertThat(group.resource()).isEqualTo("web.request");
    assertThat(group.isTraceRoot()).isEqualTo(1);
    assertThat(group.hits()).isEqualTo(3);
    assertThat(group.errors()).isEqualTo(1);
    assertThat(group.topLevelHits()).isEqualTo(3);
    assertThat(group.duration()).isEqualTo(60_000_000);
    assertThat(SketchTest.bins(group.okSummary()))
        .containsOnlyKeys(Sketch.index(10_000_000), Sketch.index(20_000_000));
    assertThat(SketchTest.bins(group.errorSummary())).containsOnlyKeys(Sketch.index(30_000_000));
    assertThat(errors).containsExactly(false, false, true);
    assertThat(groups()).as("drained").isEmpty();
  }

  @Test
  void partsSpansThatDifferInAnyPartOfTheKey() {
    span(1, s -> {});
    span(1, s -> s.setService("other", "m"));
    span(1, s -> s.setOperation("another.operation"));
    span(1, s -> s.setResource("GET /", (byte) 1));
    span(1, s -> s.setType("web"));
    span(1, s -> s.setTag("span.kind", "server"));
    span(1, s -> s.setTag("http.status_code", "200"));
    span(1, s -> s.setTag("http.status_code", "404"));
    span(
        1,
        s -> {
          s.setType("rpc");
          s.setTag("rpc.grpc.status_code", 5);
        });
    remote("synthetics-browser", 0);
    remote("rum", 7);
    assertThat(groups()).hasSize(11).allMatch(g -> g.hits() == 1);
  }

  private void remote(String origin, long parent) {
    RemoteParent remote = new RemoteParent(0, 77, parent, 1, origin, TraceTags.NONE, null, null);
    Span span = tracer.startRootAt("web.request", remote, T0 + SECOND);
    span.finishAt(T0 + SECOND + 1);
  }

  @Test
  void queriesInALoopAreCountedWithThoseBetweenThem() {
    Blueprint query =
        Blueprint.named("h2.query").tag(Tags.SPAN_KIND, "client").service("h2", null).build();
    Blueprint inner = Blueprint.named("inner").tag(Tags.SPAN_KIND, "internal").build();
    Span root = root("web.request", T0 + SECOND);
    for (int i = 0; i < 12; i++) {
      Span span = tracer.start(i % 3 == 1 ? inner : query, root);
      span.setResource(i < 6 ? "one" : "two", ResourceRank.DEFAULT);
      if (i == 3) {
        span.setTag(Tags.SPAN_KIND, "producer");
      }
      span.finish();
    }
    root.finish();

    Map<String, Long> hits = new HashMap<>();
    for (DecodedStats.Group group : groups()) {
      hits.put(group.name() + " " + group.resource() + " " + group.spanKind(), group.hits());
    }
    assertThat(hits)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "h2.query one client", 3L,
                "h2.query one producer", 1L,
                "h2.query two client", 4L,
                "web.request web.request ", 1L));
  }

  @Test
  void readsTheKeyFromTheSpan() {
    RemoteParent remote = new RemoteParent(0, 7, 9, 1, "synthetics", TraceTags.NONE, null, null);
    Span span = tracer.startRootAt("grpc.server", remote, T0);
    span.setType("rpc");
    span.setTag("span.kind", "SERVER");
    span.setTag("grpc.code", "3");
    span.setTag("http.status_code", 503);
    span.finishAt(T0 + 5);
    DecodedStats.Group group = group();
    assertThat(group.synthetics()).isTrue();
    assertThat(group.isTraceRoot()).isEqualTo(2);
    assertThat(group.spanKind()).isEqualTo("server");
    assertThat(group.httpStatusCode()).isEqualTo(503);
    assertThat(group.grpcStatusCode()).isEqualTo("3");
    assertThat(group.type()).isEqualTo("rpc");
  }

  @Test
  void countsInnerSpansOnlyIfTheyAreMeasuredOrOfAKindOrEnterAService() {
    Span root = root("web.request", T0);
    child(root, "inner", s -> {});
    child(root, "internal", s -> s.setTag("span.kind", "internal"));
    child(root, "measured", Span::setMeasured);
    child(root, "client", s -> s.setTag("span.kind", "client"));
    child(root, "producer", s -> s.setTag("span.kind", "Producer"));
    child(root, "elsewhere", s -> s.setService("db", null));
    root.finishAt(T0 + SECOND);

    Map<String, DecodedStats.Group> byName = new HashMap<>();
    groups().forEach(g -> byName.put(g.name(), g));
    assertThat(byName)
        .containsOnlyKeys("web.request", "measured", "client", "producer", "elsewhere");
    assertThat(byName.get("measured").topLevelHits()).isZero();
    assertThat(byName.get("client").topLevelHits()).isZero();
    assertThat(byName.get("elsewhere").topLevelHits()).isEqualTo(1);
    assertThat(byName.get("elsewhere").isTraceRoot()).isEqualTo(2);
    assertThat(byName.get("elsewhere").peerTags()).containsExactly("_dd.base_service:shop");
  }

  private void child(Span parent, String operation, Consumer<Span> change) {
    Span span = tracer.startAt(operation, parent, T0);
    change.accept(span);
    span.finishAt(T0 + 1_000);
  }

  @Test
  void anErrorOfASpanThatIsNotCountedKeepsNothing() {
    Span root = root("web.request", T0);
    child(root, "inner", s -> s.setError(true, ErrorRank.DEFAULT));
    root.finishAt(T0 + SECOND);
    assertThat(errors).containsExactly(false);
  }

  @Test
  void peersOfCallsAreToldByTheTagsThatTheAgentNames() {
    stats.agree(Map.of("peer_tags", List.of("db.name", "out.host", "peer.service")));
    Consumer<Span> call =
        s -> {
          s.setTag("span.kind", "client");
          s.setTag("out.host", "10.1.2.3");
          s.setTag("db.name", "cart");
          s.setTag("other", "x");
        };
    span(1, call);
    span(1, call.andThen(s -> s.setTag("out.host", "10.9.9.9")));
    span(1, s -> s.setTag("db.name", "no call"));
    assertThat(groups())
        .extracting(DecodedStats.Group::peerTags, DecodedStats.Group::hits)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                List.of("db.name:cart", "out.host:blocked-ip-address"), 2L),
            org.assertj.core.groups.Tuple.tuple(List.of(), 1L));
  }

  @Test
  void spellingsThatTheAgentTakesForOneAreOne() {
    span(1, s -> s.setOperation("web request"));
    span(1, s -> s.setOperation("web-request"));
    DecodedStats.Group group = group();
    assertThat(group.name()).isEqualTo("web_request");
    assertThat(group.resource()).isEqualTo("web.request");
    assertThat(group.hits()).isEqualTo(2);
    span(1, s -> s.setResource("", (byte) 1));
    assertThat(group().resource()).isEqualTo("web.request");
  }

  @Test
  void tooManyValuesAreCountedAsOneAndNothingIsLost() {
    for (int i = 0; i < 1_000; i++) {
      int id = i;
      span(1, s -> s.setResource("GET /" + id, (byte) 1));
    }
    List<DecodedStats.Group> groups = groups();
    assertThat(groups.size()).isLessThanOrEqualTo(66);
    assertThat(groups.stream().mapToLong(DecodedStats.Group::hits).sum()).isEqualTo(1_000);
    assertThat(groups).anyMatch(g -> g.resource().equals("tracer_blocked_value"));
  }

  @Test
  void aFieldWithTooManyValuesIsBlockedAloneAndTheOthersStay() {
    SpanStats large = new SpanStats("shop", 2048, T0, false);
    Tracer counting =
        new Tracer(
            "shop", (t, r) -> {}, (t, newest, count) -> large.count(t, newest), 0, true, true);
    for (int i = 0; i < 1_500; i++) {
      Span span = counting.startRootAt("web.request", null, T0);
      span.setResource("GET /" + i, (byte) 1);
      span.finishAt(T0 + 1);
    }
    List<DecodedStats.Group> groups = large.drainAll(T0 + SECOND).get(0).groups();
    assertThat(groups).hasSize(1025);
    assertThat(groups.stream().filter(g -> g.resource().equals("tracer_blocked_value")))
        .singleElement()
        .satisfies(g -> assertThat(g.hits()).isEqualTo(476))
        .satisfies(g -> assertThat(g.name()).isEqualTo("web.request"));
  }

  @Test
  void valuesMakeRoomWhenTheyAreNotSeenForAWhile() {
    for (int i = 0; i < 100; i++) {
      int id = i;
      span(1, s -> s.setResource("old " + id, (byte) 1));
    }
    assertThat(groups()).hasSizeGreaterThan(60);
    long now = T0 + 9 * SECOND;
    for (int i = 0; i < 120; i++) {
      now += SECOND;
      stats.drain(now);
    }
    Span span = root("web.request", now);
    span.setResource("new", (byte) 1);
    span.finishAt(now + 1);
    assertThat(stats.groups()).isLessThan(10);
    List<DecodedStats.Bucket> buckets = stats.drainAll(now);
    assertThat(buckets).singleElement();
    assertThat(buckets.get(0).groups()).extracting(DecodedStats.Group::resource).contains("new");
  }

  @Test
  void aBucketIsClosedWithGraceAndHoldsWhatEndedInIt() {
    at(T0 + 9 * SECOND);
    assertThat(stats.drain(T0 + 9 * SECOND)).isEmpty();
    assertThat(stats.drain(T0 + 10 * SECOND)).as("it just ended").isEmpty();
    at(T0 + 9 * SECOND + 1);
    at(T0 + 10 * SECOND);
    assertThat(stats.drain(T0 + 11 * SECOND)).isEmpty();
    assertBucket(stats.drain(T0 + 12 * SECOND), T0, 2);
    at(T0 + 9 * SECOND + 2);
    assertThat(stats.drain(T0 + 13 * SECOND)).isEmpty();
    stats.drain(T0 + 20 * SECOND);
    assertBucket(stats.drain(T0 + 22 * SECOND), T0 + 10 * SECOND, 2);
    assertThat(stats.drain(T0 + 30 * SECOND)).isEmpty();
  }

  /** A span that ends then. */
  private void at(long end) {
    root("web.request", end - 1_000).finishAt(end);
  }

  private static void assertBucket(List<DecodedStats.Bucket> buckets, long start, long hits) {
    assertThat(buckets).hasSize(1);
    assertThat(buckets.get(0).start()).isEqualTo(start);
    assertThat(buckets.get(0).duration()).isEqualTo(10 * SECOND);
    assertThat(buckets.get(0).groups().stream().mapToLong(DecodedStats.Group::hits).sum())
        .isEqualTo(hits);
  }

  @Test
  void aThreadThatLooksLateLosesNothing() {
    at(T0 + SECOND);
    stats.drain(T0 + 10 * SECOND);
    at(T0 + 11 * SECOND);
    List<DecodedStats.Bucket> buckets = stats.drain(T0 + 65 * SECOND);
    assertThat(buckets)
        .extracting(DecodedStats.Bucket::start)
        .containsExactly(T0, T0 + 10 * SECOND);
    at(T0 + 66 * SECOND);
    assertBucket(stats.drainAll(T0 + 66 * SECOND), T0 + 60 * SECOND, 1);
  }

  @Test
  void aClockThatIsPutBackLosesNothing() {
    at(T0 + SECOND);
    assertThat(stats.drain(T0 - 3_600 * SECOND)).isEmpty();
    assertBucket(stats.drainAll(T0 - 3_600 * SECOND), T0, 1);
  }

  @Test
  void anAgentThatCountsItselfStopsIt() {
    span(1, s -> {});
    stats.stop();
    span(1, s -> s.setError(true, ErrorRank.DEFAULT));
    assertThat(groups()).isEmpty();
    assertThat(errors).containsExactly(false, false);
    assertThat(stats.isCounting()).isFalse();
    stats.agree(Map.of());
    span(1, s -> {});
    assertThat(group().hits()).isEqualTo(1);
  }

  @Test
  void tracesThatTheAgentIgnoresAreNotCounted() {
    stats.agree(
        Map.of(
            "ignore_resources", List.of("^GET /health$", "(unclosed"),
            "filter_tags",
                Map.of("require", List.of(), "reject", List.of("outcome:success", "bot")),
            "filter_tags_regex", Map.of("require", List.of("env:^prod"))));
    Consumer<Span> fine = s -> s.setTag("env", "production");
    span(1, fine.andThen(s -> s.setResource("GET /health", (byte) 1)));
    span(1, fine.andThen(s -> s.setTag("outcome", "success")));
    span(1, fine.andThen(s -> s.setTag("bot", "1")));
    span(1, s -> s.setTag("env", "stage"));
    span(1, s -> {});
    assertThat(groups()).isEmpty();
    span(1, fine.andThen(s -> s.setTag("outcome", "successful")));
    assertThat(group().hits()).isEqualTo(1);
  }

  @Test
  void countsOfManyThreadsAddUpWhileBucketsAreClosed() throws Exception {
    int threads = 4;
    int each = 4_000;
    CountDownLatch go = new CountDownLatch(1);
    Thread[] all = new Thread[threads];
    SpanStats shared = new SpanStats("shop", 64, T0, false);
    Tracer counting =
        new Tracer(
            "shop", (t, r) -> {}, (t, newest, count) -> shared.count(t, newest), 0, true, true);
    for (int t = 0; t < threads; t++) {
      all[t] =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int i = 0; i < each; i++) {
                  Span span = counting.startRootAt("web.request", null, T0);
                  span.setResource("GET /" + i % 90, (byte) 1);
                  span.setError(i % 10 == 0, ErrorRank.DEFAULT);
                  span.finishAt(T0 + 1_000 + i);
                }
              });
      all[t].start();
    }
    go.countDown();
    List<DecodedStats.Bucket> buckets = new ArrayList<>();
    long now = T0;
    for (Thread thread : all) {
      while (thread.isAlive()) {
        now += SECOND;
        buckets.addAll(shared.drain(now));
        thread.join(1);
      }
    }
    buckets.addAll(shared.drainAll(now));
    buckets.addAll(shared.drainAll(now));
    List<DecodedStats.Group> groups = buckets.stream().flatMap(b -> b.groups().stream()).toList();
    long total = (long) threads * each;
    assertThat(groups.stream().mapToLong(DecodedStats.Group::hits).sum()).isEqualTo(total);
    assertThat(groups.stream().mapToLong(DecodedStats.Group::errors).sum()).isEqualTo(total / 10);
    double bins =
        groups.stream()
            .flatMap(g -> java.util.stream.Stream.of(g.okSummary(), g.errorSummary()))
            .flatMap(sketch -> SketchTest.bins(sketch).values().stream())
            .mapToDouble(Double::doubleValue)
            .sum();
    assertThat(bins).isEqualTo(total);
  }

  @Test
  void countingSpansLikeOthersAllocatesNothing() {
    SpanStats quiet = new SpanStats("shop", 64, T0, false);
    quiet.agree(Map.of("peer_tags", List.of("db.name", "out.host")));
    List<Runnable> counts = new ArrayList<>();
    Tracer capturing =
        new Tracer(
            "shop",
            (t, r) -> {},
            (trace, newest, count) -> {
              for (int i = 0; i < 2_000; i++) {
                quiet.count(trace, newest);
              }
              ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
              long before = threads.getCurrentThreadAllocatedBytes();
              for (int i = 0; i < 10_000; i++) {
                quiet.count(trace, newest);
              }
              long bytes = threads.getCurrentThreadAllocatedBytes() - before;
              counts.add(() -> assertThat(bytes).isLessThan(10_000));
            },
            0,
            true,
            true);
    Span root = capturing.startRootAt("web.request", null, T0);
    root.setTag("span.kind", "server");
    root.setTag("http.status_code", "200");
    Span query = capturing.startAt("db.query", root, T0);
    query.setTag("span.kind", "client");
    query.setTag("db.name", "cart");
    query.setTag("out.host", "10.0.0.1");
    query.finishAt(T0 + 100);
    root.finishAt(T0 + 200);
    assertThat(counts).hasSize(1);
    counts.forEach(Runnable::run);
  }
}
