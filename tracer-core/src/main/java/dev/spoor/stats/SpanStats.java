package dev.spoor.stats;

import dev.spoor.diag.Counters;
import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.wire.DecodedStats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts finished spans, group by group, in buckets of ten seconds.
 *
 * <p><b>What counts</b>: a span that is top level, measured, or of kind server, client, producer or
 * consumer. Sampling plays no part: spans are counted whether or not their trace is sent.
 *
 * <p><b>Buckets.</b> A span belongs to the bucket that its end lies in. The current bucket and, for
 * two seconds, the one before are open, since spans are counted when their trace is complete; spans
 * that come later than that are counted in the current one. Which bucket is current is decided by
 * {@link #drain}, which one thread calls about once a second.
 *
 * <p>{@link #count} is for any thread: it takes no lock and, for spans like others before, does not
 * allocate.
 */
public final class SpanStats {
  private static final LongAdder TRACES = Counters.of("stats.traces_in");
  private static final LongAdder SPANS = Counters.of("stats.spans_in");

  static final long BUCKET_NANOS = 10_000_000_000L;

  /** How long the bucket before the current one waits for late spans. */
  private static final long GRACE_NANOS = 2_000_000_000L;

  private static final int PROBES = 8;

  private final String homeService;
  private final boolean endpoints;
  private final GroupTable table;
  private final AtomicReferenceArray<@Nullable Probe> probes = new AtomicReferenceArray<>(PROBES);
  private volatile StatsPlan plan = StatsPlan.UNKNOWN;
  private volatile Window window;

  /**
   * Which buckets are open.
   *
   * @param start of the current bucket, nanoseconds since the epoch
   * @param slot where the current one counts; the one before has the other slot
   * @param beforeOpen whether spans of the bucket before are still counted there
   */
  private record Window(long start, int slot, boolean beforeOpen) {}

  /**
   * @param homeService the tracer's own service
   * @param maxGroups of alike spans at a time; further ones are counted together
   * @param now nanoseconds since the epoch
   * @param endpoints whether HTTP methods and endpoints tell spans apart
   */
  public SpanStats(String homeService, int maxGroups, long now, boolean endpoints) {
    this.homeService = homeService;
    this.endpoints = endpoints;
    this.table = new GroupTable(maxGroups);
    this.window = new Window(floor(now), 0, false);
  }

  /** 2,048 groups, or 256 with a heap of less than 128 MiB. */
  public static int maxGroupsFor(long maxHeapBytes) {
    return maxHeapBytes < 128L * 1024 * 1024 ? 256 : 2048;
  }

  private static long floor(long now) {
    return now - Math.floorMod(now, BUCKET_NANOS);
  }

  /** The Agent takes statistics and said what it wants to know. */
  void agree(Map<?, ?> info) {
    plan = StatsPlan.agreed(info);
  }

  /** The Agent counts by itself: what was counted is forgotten. */
  void stop() {
    plan = StatsPlan.OFF;
    for (Group group : table.all()) {
      group.drain(0);
      group.drain(1);
      group.idle = Integer.MAX_VALUE;
    }
    table.evict();
  }

  /** Whether traces that are not kept need not be sent, because the Agent learns of them here. */
  public boolean isAgreed() {
    return plan.agreed;
  }

  /** Whether spans are counted, for good or until it is known whether the Agent wants it. */
  boolean isCounting() {
    return plan.counts;
  }

  /**
   * Counts the spans of a chunk.
   *
   * @param newest the first span; the others follow by {@link Span#olderFinished}
   * @return whether a span that was counted has an error: such traces are sent even if they are not
   *     kept, for the Agent's sampler of errors
   */
  public boolean count(LocalTrace trace, Span newest) {
    StatsPlan current = plan;
    if (!current.counts) {
      return false;
    }
    IgnoredTraces ignored = current.ignored;
    Span root = ignored == null ? null : trace.root();
    if (ignored != null && root != null && ignored.isIgnored(root)) {
      return false;
    }
    TRACES.increment();
    int place = (int) Thread.currentThread().getId() & (PROBES - 1);
    Probe probe = probes.getAndSet(place, null);
    if (probe == null) {
      probe = new Probe();
    }
    SpanRun run = probe.run;
    run.begin();
    Span before = null;
    Group group = null;
    String kindBefore = "";
    for (Span span = newest; span != null; span = span.olderFinished()) {
      // Queries in a loop: what was found out about the last one goes for this one too.
      boolean alike = before != null && span.isLike(before);
      String kind = alike ? kindBefore : StatsPlan.kind(span.tag(Tags.SPAN_KIND));
      boolean top = span.isTopLevel();
      if (top || span.isMeasured() || current.isCounted(kind)) {
        if (group == null || !alike) {
          probe.read(trace, span, kind, current.peerTags, homeService);
          if (endpoints) {
            probe.readEndpoint(span);
          }
          group = table.find(probe);
        }
        before = span;
        kindBefore = kind;
        run.add(slot(group, span), span, top);
      }
    }
    run.end();
    SPANS.add(run.total());
    probe.forget();
    probes.lazySet(place, probe);
    return run.hasError();
  }

  private Slot slot(Group group, Span span) {
    Window now = window;
    boolean late = now.beforeOpen && span.start() + span.duration() < now.start;
    return group.slot(late ? 1 - now.slot : now.slot);
  }

  /**
   * Closes buckets that are over, and gives what they counted; mostly nothing. One thread at a
   * time.
   *
   * @param now nanoseconds since the epoch
   */
  List<DecodedStats.Bucket> drain(long now) {
    List<DecodedStats.Bucket> result = new ArrayList<>(0);
    Window open = window;
    boolean over = now - open.start >= BUCKET_NANOS;
    if (open.beforeOpen && (over || now - open.start >= GRACE_NANOS)) {
      window = new Window(open.start, open.slot, false);
      add(result, open.start - BUCKET_NANOS, 1 - open.slot);
      table.evict();
    }
    // The clock may have been put back, too; then the bucket only takes longer.
    if (over) {
      window = new Window(floor(now), 1 - open.slot, true);
      if (floor(now) - open.start > BUCKET_NANOS) {
        // Nobody looked for a while: what was counted belongs where it began.
        window = new Window(floor(now), 1 - open.slot, false);
        add(result, open.start, open.slot);
      }
    }
    return result;
  }

  /** Gives all that was counted, that of the current bucket too; as {@link #drain}. */
  List<DecodedStats.Bucket> drainAll(long now) {
    List<DecodedStats.Bucket> result = drain(now);
    Window open = window;
    if (open.beforeOpen) {
      window = new Window(open.start, open.slot, false);
    }
    add(result, open.start - BUCKET_NANOS, 1 - open.slot);
    add(result, open.start, open.slot);
    return result;
  }

  private void add(List<DecodedStats.Bucket> into, long start, int slot) {
    Collection<Group> groups = table.all();
    List<DecodedStats.Group> counted = new ArrayList<>();
    for (Group group : groups) {
      Slot.Totals totals = group.drain(slot);
      if (totals == null) {
        group.idle++;
      } else {
        group.idle = 0;
        counted.add(decoded(group.key, totals));
      }
    }
    if (!counted.isEmpty()) {
      into.add(new DecodedStats.Bucket(start, BUCKET_NANOS, counted));
    }
  }

  private static DecodedStats.Group decoded(Group.Key key, Slot.Totals totals) {
    return new DecodedStats.Group(
        key.operation(),
        key.service(),
        key.resource(),
        key.type(),
        key.kind(),
        key.httpStatus(),
        key.synthetics(),
        key.traceRoot() ? 1 : 2,
        key.peers(),
        totals.hits(),
        totals.errors(),
        totals.topLevel(),
        totals.duration(),
        totals.fine(),
        totals.failed(),
        key.serviceSource(),
        key.grpcStatus(),
        key.httpMethod(),
        key.httpEndpoint());
  }

  int groups() {
    return table.size();
  }
}
