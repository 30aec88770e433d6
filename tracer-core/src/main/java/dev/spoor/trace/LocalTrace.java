package dev.spoor.trace;

import dev.spoor.diag.Counters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The part of a trace that happens in this process: its ids, its sampling decision, and its
 * finished spans until they are written.
 *
 * <p><b>How spans are gathered.</b> Each started span adds one to the open ones. A finished span
 * pushes itself onto a linked list (the links are in the spans, so this allocates nothing) and
 * takes one off; whoever brings the count to 0 takes the whole list and hands it to the {@link
 * TraceSink}, on its own thread. Span starts that race with that only begin the next chunk of the
 * same trace, which is legal on the wire: a chunk is "all finished spans of one trace being sent
 * now".
 *
 * <p><b>Nothing waits for ever.</b> When {@code partialFlushSpans} finished spans have gathered
 * they are written though others are open. A trace that has finished spans and open ones is put on
 * the tracer's watch list, and is written by age if its last span does not come (see {@link
 * WatchedTraces}).
 *
 * <p><b>Threading.</b> Any thread may start and finish spans of one trace. The list is a Treiber
 * stack that is only ever emptied whole, so there is no ABA problem: a node is never pushed twice,
 * because finishing a span is a one-time transition.
 */
public final class LocalTrace implements TraceFacts {
  private static final VarHandle ROOT;
  private static final VarHandle COUNTS;
  private static final VarHandle NEWEST;
  private static final VarHandle PRIORITY;
  private static final VarHandle WATCHED;
  private static final VarHandle EARLIER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      ROOT = lookup.findVarHandle(LocalTrace.class, "root", Span.class);
      COUNTS = lookup.findVarHandle(LocalTrace.class, "counts", long.class);
      NEWEST = lookup.findVarHandle(LocalTrace.class, "newest", Span.class);
      PRIORITY = lookup.findVarHandle(LocalTrace.class, "priority", int.class);
      WATCHED = lookup.findVarHandle(LocalTrace.class, "watched", boolean.class);
      EARLIER = lookup.findVarHandle(LocalTrace.class, "earlier", CallTotals.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final LongAdder PART_SPANS = Counters.of("span.flushed.partial");

  private static final int WAITING_SHIFT = 32;
  private static final long ONE_WAITING = 1L << WAITING_SHIFT;

  private final Tracer tracer;
  private final long idHigh;
  private final long idLow;
  private final long clockOffset;
  private volatile @Nullable RemoteParent remote;

  /** Dropped when the trace is complete, so that a watched shell keeps no span alive. */
  private volatile @Nullable Span root;

  /**
   * Open spans in the lower half, finished ones that wait in the upper: both change when a span
   * ends, and this way in one step.
   */
  private volatile long counts;

  private volatile @Nullable Span newest;

  /** {@code nanoTime} at which the oldest unsent span was pushed; read by the watcher only. */
  private volatile long unsentSince;

  private volatile int priority;
  private @Nullable String decisionMaker;
  private @Nullable SamplingCause cause;
  private double limitRate = Double.NaN;
  private TraceTags tags;
  private volatile boolean dropped;

  private @Nullable String logId;

  /** Of the spans that were written already; null for none. */
  private volatile @Nullable CallTotals earlier;

  /** Link in the watch list; owned by {@link WatchedTraces}. */
  @Nullable LocalTrace nextWatched;

  /** How many are on the watch list from here on; owned by {@link WatchedTraces}. */
  int watchedDepth;

  private volatile boolean watched;

  LocalTrace(
      Tracer tracer, long idHigh, long idLow, long clockOffset, @Nullable RemoteParent remote) {
    this.tracer = tracer;
    this.idHigh = idHigh;
    this.idLow = idLow;
    this.clockOffset = clockOffset;
    this.remote = remote;
    // Plain, as nobody else has the trace yet: a volatile store would cost a fence.
    PRIORITY.set(this, remote == null ? Priority.UNSET : remote.priority());
    this.tags = remote == null ? TraceTags.NONE : remote.tags();
    this.decisionMaker = tags.decisionMaker();
  }

  public Tracer tracer() {
    return tracer;
  }

  /** High 64 bits of the trace id; 0 for a 64-bit id. */
  @Override
  public long idHigh() {
    return idHigh;
  }

  /** Low 64 bits of the trace id, unsigned, never 0. */
  @Override
  public long idLow() {
    return idLow;
  }

  /** What the caller sent, or null when nothing came in. */
  public @Nullable RemoteParent remote() {
    return remote;
  }

  @Override
  public @Nullable String tracestate() {
    RemoteParent from = remote;
    return from == null ? null : from.tracestate();
  }

  /** The product that started the trace ({@code synthetics}, {@code rum}), or null. */
  @Override
  public @Nullable String origin() {
    RemoteParent known = remote;
    return known == null ? null : known.origin();
  }

  /** Sets a tag that travels with the trace; a value that no header may hold is passed over. */
  void setTag(String name, String value) {
    if (!value.isEmpty() && isPrintable(value) && value.indexOf(',') < 0) {
      tags = tags.with(name, value);
    }
  }

  private static boolean isPrintable(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < 0x20 || value.charAt(i) > 0x7e) {
        return false;
      }
    }
    return true;
  }

  /** Sets the origin; text that no header may hold, and none at all, is passed over. */
  void setOrigin(String value) {
    if (!value.isEmpty() && isPrintable(value)) {
      RemoteParent known = remote;
      remote = (known == null ? RemoteParent.empty() : known).withOrigin(value);
    }
  }

  /** The first span of this trace in this process; null once the trace is complete and written. */
  public @Nullable Span root() {
    return root;
  }

  /** Nanoseconds since the epoch, by the clock of this trace. */
  public long now() {
    return clockOffset + System.nanoTime();
  }

  /** A {@code nanoTime} as nanoseconds since the epoch. */
  long epochNanos(long nanoTime) {
    return clockOffset + nanoTime;
  }

  /** The trace id as log lines carry it: 32 hex digits, or decimal for a 64-bit id. */
  public String logId() {
    String id = logId;
    if (id == null) {
      id = tracer.logsHexIds() && idHigh != 0 ? TraceId.hex(idHigh, idLow) : TraceId.decimal(idLow);
      logId = id;
    }
    return id;
  }

  // ---- sampling ----

  /** A value of {@link Priority}; {@link Priority#UNSET} before the decision. */
  public int priority() {
    return priority;
  }

  /** {@code -<mechanism>}, or null while nothing is decided or the trace is not kept. */
  @Override
  public @Nullable String decisionMaker() {
    return priority > 0 ? decisionMaker : null;
  }

  /** Name of the metric that {@link #rate} goes to, or null when no rate decided. */
  public @Nullable String rateTag() {
    return cause == null ? null : cause.rateTag();
  }

  /** The rate that decided, 0 to 1; 0 when none did. */
  public double rate() {
    return cause == null ? 0 : cause.rate();
  }

  /** The share that the rate limit let through, 0 to 1; NaN when it was not asked. */
  public double limitRate() {
    return limitRate;
  }

  /**
   * What travels with the trace to other services: the tags that came in, and the rate by which
   * this process decided. Without the decision maker and the high half of the id.
   */
  @Override
  public TraceTags tags() {
    return tags;
  }

  /** Decides now if nothing has decided yet; needed before ids leave the process. */
  public int ensureDecided() {
    int now = priority;
    if (now == Priority.UNSET) {
      Span first = root;
      if (first != null) {
        tracer.sampler().sample(this, first);
      }
      now = priority;
    }
    return now;
  }

  /** {@link #decide(int, SamplingCause, double)} for a cause of which there is only one case. */
  public void decide(int decided, int mechanism, @Nullable String rateTag, double rate) {
    decide(decided, new SamplingCause(mechanism, rateTag, rate), Double.NaN);
  }

  /**
   * Keeps a decision unless there is one. For samplers.
   *
   * @param decided a value of {@link Priority}
   * @param limitRate for {@link #limitRate}; NaN for none
   */
  public void decide(int decided, SamplingCause by, double limitRate) {
    if (priority == Priority.UNSET) {
      if (decisionMaker == null) {
        decisionMaker = by.decisionMaker();
      }
      this.cause = by;
      this.limitRate = limitRate;
      this.tags = by.addTo(tags);
      PRIORITY.compareAndSet(this, Priority.UNSET, decided);
    }
  }

  /** Overrules any decision: the application wants the trace kept or dropped. */
  public void decideByHand(boolean keep) {
    decideByHand(keep ? Priority.USER_KEEP : Priority.USER_DROP, Priority.BY_HAND);
  }

  /** {@link #decideByHand(boolean)} for others who may overrule a sampler. */
  void decideByHand(int decided, int mechanism) {
    decisionMaker = Priority.decisionMaker(mechanism);
    priority = decided;
  }

  /** Forgets the trace: its spans are counted nowhere and never sent. */
  public void discard() {
    dropped = true;
  }

  // ---- life of spans ----

  void begin(Span first) {
    COUNTS.set(this, 1L);
    ROOT.setRelease(this, first);
  }

  void onStart() {
    COUNTS.getAndAdd(this, 1L);
  }

  /**
   * Takes a span that has just finished.
   *
   * @param nanoTime now
   */
  void onFinish(Span span, long nanoTime) {
    Span before;
    do {
      before = newest;
      span.older = before;
    } while (!NEWEST.compareAndSet(this, before, span));
    long after = (long) COUNTS.getAndAdd(this, ONE_WAITING - 1) + ONE_WAITING - 1;
    if ((int) after == 0) {
      write(true);
      return;
    }
    if (before == null) {
      unsentSince = nanoTime;
    }
    if (after >>> WAITING_SHIFT >= tracer.partialFlushSpans()) {
      write(false);
    } else if (!watched && claimWatch()) {
      tracer.watchedTraces().add(this);
    }
  }

  /** Hands all finished spans to the sink; does nothing when there are none. */
  void write(boolean complete) {
    Span head = (Span) NEWEST.getAndSet(this, null);
    if (head == null) {
      return;
    }
    int count = 0;
    for (Span span = head; span != null; span = span.older) {
      count++;
    }
    COUNTS.getAndAdd(this, -count * ONE_WAITING);
    ensureDecided();
    if (!complete) {
      remember(head);
      PART_SPANS.add(count);
    }
    try {
      if (!dropped) {
        tracer.sink().write(this, head, count);
      }
    } finally {
      FinishedSpans.unlink(head);
      if (complete && (int) counts == 0) {
        ROOT.setRelease(this, null);
      }
    }
  }

  private void remember(Span head) {
    CallTotals before;
    CallTotals after;
    do {
      before = earlier;
      after = (before == null ? CallTotals.NONE : before).plus(head);
    } while (!EARLIER.compareAndSet(this, before, after));
  }

  /** Whether the caller is the one that may put this trace on the watch list. */
  boolean claimWatch() {
    return WATCHED.compareAndSet(this, false, true);
  }

  void endWatch() {
    watched = false;
  }

  boolean isIdle() {
    return newest == null;
  }

  boolean isRootFinished() {
    Span first = root;
    return first == null || first.isFinished();
  }

  long unsentSince() {
    return unsentSince;
  }

  /**
   * Count and time of the finished database and cache calls of this trace, while its root is open.
   * A call may be missing while another thread writes a part of the trace.
   */
  public CallTotals totals() {
    Span head = newest;
    CallTotals before = earlier;
    CallTotals written = before == null ? CallTotals.NONE : before;
    return head == null ? written : written.plus(head);
  }
}
