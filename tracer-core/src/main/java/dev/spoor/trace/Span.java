package dev.spoor.trace;

import dev.spoor.context.Context;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One timed operation of a trace.
 *
 * <p>A span is a few fields and one small array of tags, next to the tags that it shares with all
 * spans of its sort (see {@link Blueprint}): no map, no lock, no listener. It is meant to be worked
 * on by one thread at a time and handed over with the usual happens-before (a queue, a lock, a
 * future); two threads that set tags at the same moment may lose tags that they set then, and never
 * more than that. {@link #finish} may be called by any thread, any number of times; the first call
 * counts, and setters are ignored afterwards.
 *
 * <p>A span does not hold its parent, only the parent's id and service: a task that schedules its
 * own successor under its span would otherwise make a chain that is never let go.
 *
 * <p>Times are nanoseconds since the epoch, durations nanoseconds. Nothing here throws, except for
 * null names at once.
 */
public final class Span extends SpanTags {
  private static final VarHandle FINISHED;

  /** The {@link #serviceSource} of a service that the application named itself. */
  public static final String BY_HAND = "m";

  /** A flag that no call has set yet. */
  static final byte PRIORITY_UNSET = Byte.MIN_VALUE;

  static {
    try {
      FINISHED = MethodHandles.lookup().findVarHandle(Span.class, "finished", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final LocalTrace trace;

  /** The parent's service when this span began; null for a local root. */
  private final @Nullable String parentService;

  private final long spanId;
  private final long parentId;
  private final long start;
  private final Thread startedBy;

  private String operation;
  private String service;
  private @Nullable String serviceSource;
  private String resource;
  private @Nullable String type;

  private long duration;
  private byte resourcePriority;
  private byte errorPriority = PRIORITY_UNSET;
  private boolean error;
  private boolean measured;
  private byte exclusive;
  private boolean unawaited;

  private volatile boolean finished;

  /** Made when first asked for; threads that race for it make equal ones. */
  private @Nullable String logId;

  /** What was current before {@link #attach}. */
  private @Nullable Context outer;

  /** Link in the list of finished spans of the trace; owned by {@link LocalTrace}. */
  @Nullable Span older;

  Span(
      LocalTrace trace,
      @Nullable String parentService,
      long spanId,
      long parentId,
      Blueprint blueprint,
      String operation,
      String service,
      long start) {
    super(blueprint);
    this.trace = trace;
    this.parentService = parentService;
    this.spanId = spanId;
    this.parentId = parentId;
    this.operation = Objects.requireNonNull(operation, "operation");
    this.resource = operation;
    this.service = service;
    this.serviceSource = blueprint.serviceSource();
    this.type = blueprint.type();
    this.exclusive = blueprint.exclusive();
    this.measured = blueprint.isMeasured();
    this.start = start;
    this.startedBy = Thread.currentThread();
  }

  /** The span that is current on the calling thread, or null. */
  public static @Nullable Span current() {
    return of(Context.current());
  }

  /** The span of a context, or null. */
  public static @Nullable Span of(@Nullable Context context) {
    if (context instanceof Span span) {
      return span;
    }
    return context == null ? null : (Span) context.span();
  }

  @Override
  public Span span() {
    return this;
  }

  /** A span is over when it has ended and the local root has, too. */
  @Override
  public boolean isOver() {
    return finished && trace.isRootFinished();
  }

  /**
   * Starts a span of a blueprint's exclusive kind below the calling thread's current one, and makes
   * it current until {@link #detach}.
   *
   * @param slot the calling thread's
   * @return null inside an open span of the same kind
   */
  static @Nullable Span enter(Tracer tracer, Blueprint blueprint, @Nullable Object[] slot) {
    Context before = (Context) slot[CURRENT];
    Span parent = of(before);
    if (parent != null && parent.isOpen(blueprint.exclusive())) {
      return null;
    }
    Span span = tracer.startWithin(before, parent, blueprint);
    span.outer = before;
    slot[CURRENT] = before == null ? span : before.with(span);
    return span;
  }

  /**
   * Makes this span current on the calling thread until {@link #detach} on the same thread. For a
   * call that begins and ends on one thread; where a span is current on several threads, swap
   * contexts by hand.
   */
  public void attach() {
    outer = Context.enter(this);
  }

  /** Puts back what was current before {@link #attach}. */
  public void detach() {
    Context.swap(outer);
    outer = null;
  }

  /** Whether the calling thread is inside an open span of an exclusive kind. */
  public static boolean isWithin(byte exclusiveKind) {
    return isWithin(exclusiveKind, slot());
  }

  /**
   * The same for the thread whose slot that is.
   *
   * @param slot the calling thread's
   */
  public static boolean isWithin(byte exclusiveKind, @Nullable Object[] slot) {
    Span current = of((Context) slot[CURRENT]);
    return current != null && current.isOpen(exclusiveKind);
  }

  private boolean isOpen(byte exclusiveKind) {
    return exclusive == exclusiveKind && !finished;
  }

  public LocalTrace trace() {
    return trace;
  }

  /** Unsigned, never 0. */
  public long spanId() {
    return spanId;
  }

  /** The span id as log lines carry it: unsigned decimal digits. */
  public String logId() {
    String id = logId;
    if (id == null) {
      id = TraceId.decimal(spanId);
      logId = id;
    }
    return id;
  }

  /** Unsigned; 0 for the first span of a trace. */
  public long parentId() {
    return parentId;
  }

  /** Whether this span began the part of the trace that happens in this process. */
  public boolean isLocalRoot() {
    return parentService == null;
  }

  /** Whether this span enters a service: no parent here, or one of another service. */
  public boolean isTopLevel() {
    return parentService == null || !parentService.equals(service);
  }

  /** Nanoseconds since the epoch. */
  public long start() {
    return start;
  }

  /** Nanoseconds, at least 1; 0 while the span is open. */
  public long duration() {
    return duration;
  }

  public Thread startedBy() {
    return startedBy;
  }

  public String operation() {
    return operation;
  }

  public void setOperation(String value) {
    if (!finished) {
      operation = Objects.requireNonNull(value, "operation");
    }
  }

  public String service() {
    return service;
  }

  /** What chose the service's name ({@code m} for "by hand", a component), or null. */
  public @Nullable String serviceSource() {
    return serviceSource;
  }

  /**
   * Puts the span under another service than the tracer's own, by the name to which the tracer maps
   * that one.
   *
   * @param source {@code m} when the application asked for it, else the component that did
   */
  @Override
  public void setService(String value, @Nullable String source) {
    if (!finished) {
      service = trace.tracer().reportedService(Objects.requireNonNull(value, "service"));
      serviceSource = source;
    }
  }

  public String resource() {
    return resource;
  }

  /**
   * Names the resource unless something of higher rank has done so; see {@link ResourceRank}.
   *
   * @return whether the name was taken
   */
  public boolean setResource(String value, byte rank) {
    if (finished || rank < resourcePriority) {
      return false;
    }
    resource = Objects.requireNonNull(value, "resource");
    resourcePriority = rank;
    return true;
  }

  public @Nullable String type() {
    return type;
  }

  public void setType(@Nullable String value) {
    if (!finished) {
      type = value;
    }
  }

  public boolean isError() {
    return error;
  }

  /**
   * Flags the span as failed or not, unless something of higher rank has done so; see {@link
   * ErrorRank}.
   *
   * @return whether the flag was taken
   */
  public boolean setError(boolean value, byte rank) {
    if (finished || rank < errorPriority) {
      return false;
    }
    error = value;
    errorPriority = rank;
    return true;
  }

  /** Whether the Agent is asked for statistics of this span though it is not top level. */
  public boolean isMeasured() {
    return measured;
  }

  public void setMeasured() {
    measured = true;
  }

  /**
   * The kind of call that this span stands for alone, 0 for none; see {@link ExclusiveCall}. Calls
   * of the same kind below it belong to it and make no span.
   */
  public byte exclusive() {
    return exclusive;
  }

  public void setExclusive(byte kind) {
    exclusive = kind;
  }

  /** See {@link Tracer#startUnawaited}; before the trace knows of the span. */
  void setUnawaited() {
    unawaited = true;
  }

  /**
   * Sets a tag as an application does it by hand. Numbers go to {@code metrics}, everything else is
   * text; null removes the tag. Some names say something about the span or its trace instead:
   *
   * <ul>
   *   <li>{@code manual.keep}, {@code manual.drop}, {@code sampling.priority}: whether the trace is
   *       kept, whatever a sampler says
   *   <li>{@code service.name}, {@code service}, {@code resource.name}, {@code span.type}, {@code
   *       error}, {@code _dd.measured}, {@code _dd.origin}: that property
   *   <li>{@code db.statement}: the resource, without literals
   *   <li>{@code http.status_code}, {@code http.method}, {@code http.url}: the resource too, unless
   *       something of higher rank has named it
   *   <li>{@code analytics.event}: the metric {@code _dd1.sr.eausr}
   * </ul>
   */
  public void set(String key, @Nullable Object value) {
    if (!finished) {
      HandTags.set(this, Objects.requireNonNull(key, "key"), value);
    }
  }

  /** What {@link #set} asks about names; for whoever starts tracing. */
  public static void useTexts(HandTagTexts texts) {
    HandTags.use(texts);
  }

  /**
   * Names tags whose value becomes the service of the span that they are set on, and is no tag any
   * more; for whoever starts tracing, before the tracer is installed and anything traced.
   *
   * @param reportedNames services and the names that they are reported by; see {@link
   *     Tracer#mapServices}
   * @param rootContext the service that the servlet context {@code /} names
   */
  public static void splitByTags(
      Collection<String> tags, Map<String, String> reportedNames, String rootContext) {
    splits = tags.isEmpty() ? null : SplitTags.of(tags, reportedNames, rootContext);
  }

  /**
   * Whether two spans surely tell the same but for their ids, times and errors, so that what was
   * found out about one goes for the other: queries in a loop do. Both belong to one trace, are as
   * their blueprint says, and have the very same texts; equal ones are not compared.
   */
  @SuppressWarnings("ReferenceEquality")
  public boolean isLike(Span other) {
    return blueprint() == other.blueprint()
        && ownTagEnd() == 0
        && other.ownTagEnd() == 0
        && resource == other.resource
        && service == other.service
        && operation == other.operation
        && type == other.type
        && serviceSource == other.serviceSource
        && parentId != 0
        && other.parentId != 0;
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  /** Ends the span now. */
  public void finish() {
    long now = System.nanoTime();
    finish(trace.epochNanos(now), now);
  }

  /**
   * Ends the span at a time in nanoseconds since the epoch; a time before its start counts as 1.
   */
  public void finishAt(long endEpochNanos) {
    finish(endEpochNanos, System.nanoTime());
  }

  private void finish(long endEpochNanos, long nanoTime) {
    if (FINISHED.compareAndSet(this, false, true)) {
      duration = Math.max(1, endEpochNanos - start);
      if (unawaited) {
        trace.onStart();
      }
      trace.onFinish(this, nanoTime);
    }
  }

  /**
   * The span of the same chunk that finished before this one, or null; for {@link TraceSink}s, and
   * only while they are called.
   */
  public @Nullable Span olderFinished() {
    return older;
  }

  @Override
  public String toString() {
    return operation + " [" + resource + "] " + TraceId.decimal(spanId);
  }
}
