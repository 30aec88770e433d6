package dev.spoor.trace;

import dev.spoor.context.Context;
import dev.spoor.context.Stragglers;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans.
 *
 * <p>One tracer is installed per process as a rule ({@link #install}); instrumentation asks for it
 * by {@link #active} and does nothing when there is none. Thread safe.
 */
public final class Tracer {
  private static volatile @Nullable Tracer active;

  private final String service;
  private String rootService;
  private Map<String, String> serviceNames = Map.of();
  private final TraceSampler sampler;
  private final TraceSink sink;
  private final int partialFlushSpans;
  private final boolean wideIds;
  private final boolean logsHexIds;
  private final Clock clock = new Clock();
  private final WatchedTraces watched;

  /**
   * @param service name that local roots carry, and the spans below them, unless given another
   * @param partialFlushSpans finished spans of an unfinished trace that are written together; 0 and
   *     below means that only age makes a part of a trace go out
   * @param wideIds whether new trace ids have 128 bits
   * @param logsHexIds whether log lines carry 128-bit ids as hex; else the low half in decimal
   */
  public Tracer(
      String service,
      TraceSampler sampler,
      TraceSink sink,
      int partialFlushSpans,
      boolean wideIds,
      boolean logsHexIds) {
    this.service = Objects.requireNonNull(service, "service");
    this.rootService = service;
    this.sampler = Objects.requireNonNull(sampler, "sampler");
    this.sink = Objects.requireNonNull(sink, "sink");
    this.watched = new WatchedTraces(sink);
    this.partialFlushSpans = partialFlushSpans > 0 ? partialFlushSpans : Integer.MAX_VALUE;
    this.wideIds = wideIds;
    this.logsHexIds = logsHexIds;
  }

  /**
   * Renames services: whatever is set as a span's service, and the tracer's own, is looked up here.
   * Called before the tracer is used.
   */
  public void mapServices(Map<String, String> from) {
    serviceNames = from;
    rootService = from.getOrDefault(service, service);
  }

  /** The name under which spans of that service are reported. */
  String reportedService(String name) {
    return serviceNames.isEmpty() ? name : serviceNames.getOrDefault(name, name);
  }

  /** The installed tracer, or null while tracing is off. */
  public static @Nullable Tracer active() {
    return active;
  }

  /** Makes a tracer the one that instrumentation uses; null turns tracing off. */
  public static void install(@Nullable Tracer tracer) {
    active = tracer;
  }

  /** Starts a span below the calling thread's current one, or a new trace. */
  public Span start(String operation) {
    Context context = Context.current();
    Span parent = Span.of(context);
    Span span = parent == null ? startRoot(operation, remoteOf(context)) : start(operation, parent);
    return startedIn(context, span);
  }

  /** The same with all that the blueprint says. */
  public Span start(Blueprint blueprint) {
    Context context = Context.current();
    return startWithin(context, Span.of(context), blueprint);
  }

  /** Starts a span in a context whose span is {@code parent}. */
  Span startWithin(@Nullable Context context, @Nullable Span parent, Blueprint blueprint) {
    Span span = parent == null ? startRoot(blueprint, remoteOf(context)) : start(blueprint, parent);
    return startedIn(context, span);
  }

  @SuppressWarnings("ReferenceEquality") // a span is its own context
  private static Span startedIn(@Nullable Context context, Span span) {
    if (context != null && context != context.span()) {
      context.started(span);
    }
    return span;
  }

  /** The caller that a context stands for which has no span. */
  private static @Nullable RemoteParent remoteOf(@Nullable Context context) {
    return context == null ? null : (RemoteParent) context.remote();
  }

  /** Starts a span below {@code parent}, or a new trace when that is null. */
  public Span start(String operation, @Nullable Span parent) {
    return parent == null
        ? startRoot(operation, null)
        : startAt(operation, parent, parent.trace().now());
  }

  /** The same with all that the blueprint says. */
  public Span start(Blueprint blueprint, @Nullable Span parent) {
    return parent == null
        ? startRoot(blueprint, null)
        : startAt(blueprint, parent, parent.trace().now());
  }

  /**
   * Starts a span of the blueprint's exclusive kind below the calling thread's current one, or a
   * new trace, and makes it current until {@link Span#detach}.
   *
   * @return null inside an open span of the same kind
   */
  public @Nullable Span enter(Blueprint blueprint) {
    return enter(blueprint, Context.slot());
  }

  /**
   * {@link #enter(Blueprint)} for who has looked up the slot.
   *
   * @param slot the calling thread's
   */
  public @Nullable Span enter(Blueprint blueprint, @Nullable Object[] slot) {
    return Span.enter(this, blueprint, slot);
  }

  /**
   * Starts a span below {@code parent}, in the parent's service, at a time in nanoseconds since the
   * epoch.
   */
  public Span startAt(String operation, Span parent, long startEpochNanos) {
    parent.trace().onStart();
    return below(parent, Blueprint.NONE, operation, startEpochNanos);
  }

  private Span startAt(Blueprint blueprint, Span parent, long startEpochNanos) {
    parent.trace().onStart();
    return below(parent, blueprint, blueprint.operation(), startEpochNanos);
  }

  private static Span below(
      Span parent, Blueprint blueprint, String operation, long startEpochNanos) {
    String service = blueprint.service();
    Span span =
        new Span(
            parent.trace(),
            parent.service(),
            TraceId.random(),
            parent.spanId(),
            blueprint,
            operation,
            service == null ? parent.service() : service,
            startEpochNanos);
    span.inherit(parent);
    return span;
  }

  /**
   * Starts a span below the calling thread's current one, or a new trace, for a call whose end may
   * never be seen. The trace does not wait for it: if it is not finished it was never there.
   */
  public Span startUnawaited(Blueprint blueprint) {
    Context context = Context.current();
    Span parent = Span.of(context);
    if (parent == null) {
      return startedIn(context, startRoot(blueprint, remoteOf(context)));
    }
    Span span = below(parent, blueprint, blueprint.operation(), parent.trace().now());
    span.setUnawaited();
    return startedIn(context, span);
  }

  /** Starts a span that began some nanoseconds ago, below {@code parent} or as a new trace. */
  public Span startBefore(Blueprint blueprint, @Nullable Span parent, long elapsedNanos) {
    if (parent != null) {
      return startAt(blueprint, parent, parent.trace().now() - elapsedNanos);
    }
    long offset = clock.offset();
    long now = offset + System.nanoTime();
    return root(blueprint, blueprint.operation(), null, offset, now, now - elapsedNanos);
  }

  /** Starts the first span of a trace in this process, below a caller's span or as a new trace. */
  public Span startRoot(String operation, @Nullable RemoteParent remote) {
    long offset = clock.offset();
    long now = offset + System.nanoTime();
    return root(Blueprint.NONE, operation, remote, offset, now, now);
  }

  /** The same with all that the blueprint says. */
  public Span startRoot(Blueprint blueprint, @Nullable RemoteParent remote) {
    long offset = clock.offset();
    long now = offset + System.nanoTime();
    return root(blueprint, blueprint.operation(), remote, offset, now, now);
  }

  /** {@link #startRoot} at a time in nanoseconds since the epoch. */
  public Span startRootAt(String operation, @Nullable RemoteParent remote, long startEpochNanos) {
    long offset = clock.offset();
    long now = offset + System.nanoTime();
    return root(Blueprint.NONE, operation, remote, offset, now, startEpochNanos);
  }

  private Span root(
      Blueprint blueprint,
      String operation,
      @Nullable RemoteParent remote,
      long clockOffset,
      long now,
      long startEpochNanos) {
    LocalTrace trace;
    long parentId = 0;
    if (remote != null && remote.traceIdLow() != 0) {
      trace = new LocalTrace(this, remote.traceIdHigh(), remote.traceIdLow(), clockOffset, remote);
      parentId = remote.spanId();
    } else {
      long high = wideIds ? TraceId.highHalf(now) : 0;
      trace = new LocalTrace(this, high, TraceId.random(), clockOffset, remote);
    }
    String own = blueprint.service();
    Span root =
        new Span(
            trace,
            null,
            TraceId.random(),
            parentId,
            blueprint,
            operation,
            own == null ? rootService : own,
            startEpochNanos);
    trace.begin(root);
    if (remote != null) {
      remote.applyTo(root);
    }
    return root;
  }

  /** Name that local roots carry unless they are given another. */
  public String service() {
    return service;
  }

  /**
   * Follows the wall clock, writes spans that have waited for an open one long enough, and frees
   * threads of contexts that they have outlived. Called about once a second by the sender's thread.
   */
  public void housekeep() {
    clock.resync();
    housekeep(System.nanoTime());
  }

  /** The part of {@link #housekeep()} that depends on the time, as {@code nanoTime} tells it. */
  void housekeep(long now) {
    watched.sweep(now);
    Stragglers.sweep();
  }

  /** Writes every finished span, whatever it waits for. */
  public void writeUnsent() {
    watched.writeAll();
  }

  TraceSampler sampler() {
    return sampler;
  }

  TraceSink sink() {
    return sink;
  }

  int partialFlushSpans() {
    return partialFlushSpans;
  }

  boolean logsHexIds() {
    return logsHexIds;
  }

  WatchedTraces watchedTraces() {
    return watched;
  }

  /** Runs {@code body} with {@code span} current, and puts back what was current before. */
  public static void within(Span span, Runnable body) {
    Context before = Context.enter(span);
    try {
      body.run();
    } finally {
      Context.swap(before);
    }
  }
}
