package dev.spoor.kind;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.propagation.TraceParent;
import dev.spoor.trace.Blueprint;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.Tracer;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Spans of background jobs: operation {@code scheduled.call}, without type and kind, always the
 * root of a trace of its own, as Datadog's tracers have it. What asked for the job is a link of
 * that root (attribute {@code reason=enqueued_by}), never its parent: a job may run hours later,
 * several times, and for longer than any request.
 *
 * <p>Nothing here throws, so that advice which stands in for a library's own call may use it.
 */
public final class JobSpans {
  /** Queue of jobs whose library knows no queues. */
  public static final String DEFAULT_QUEUE = "default";

  /** Key under which libraries that keep text beside a job keep who asked for it. */
  public static final String ENQUEUED_BY = "dev.spoor.traceparent";

  static final String REASON = "enqueued_by";
  private static final String OPERATION = "scheduled.call";
  private static final LongAdder FAILED = Counters.of("job.failed");

  private final String component;
  private final Blueprint blueprint;

  /**
   * @param component the library, such as {@code quartz}
   */
  public JobSpans(String component) {
    this.component = component;
    this.blueprint = Blueprint.named(OPERATION).tag(Tags.COMPONENT, component).build();
  }

  /**
   * Starts the span of a run; {@link JobRun#begin} makes it current.
   *
   * @param resource of the span
   * @param worker what identifies the kind of job: the tag of its metrics
   * @return null while tracing is off
   */
  public @Nullable JobRun start(String resource, String worker, String queue) {
    Tracer tracer = Tracer.active();
    if (tracer == null) {
      return null;
    }
    Span span = tracer.startRoot(blueprint, null);
    span.setResource(resource, ResourceRank.DEFAULT);
    return new JobRun(span, component, worker, queue);
  }

  /**
   * The current span as text that may wait with a job under {@link #ENQUEUED_BY}.
   *
   * @return null when nothing is traced, so that nothing asks for the job
   */
  public static @Nullable String currentParent() {
    Span span = Span.current();
    return span == null || Tracer.active() == null ? null : TraceParent.of(span);
  }

  /**
   * {@code Shop.restock} for a method; without the parts of a class name that come from proxies,
   * lambdas and enclosing classes.
   */
  public static String methodName(Class<?> type, String method) {
    return className(type).concat(".").concat(method);
  }

  /** The simple name of a class, without what proxies and lambdas add to it. */
  public static String className(Class<?> type) {
    String name = type.getName();
    int end = name.indexOf("$$");
    end = end > 0 ? end : name.length();
    int from = Math.max(name.lastIndexOf('.', end), name.lastIndexOf('$', end - 1)) + 1;
    return from < end ? name.substring(from, end) : name;
  }

  /** For advice that may not throw: counts and tells what went wrong once. */
  public static void failed(Throwable cause) {
    FAILED.increment();
    Log.once("job", "a job could not be traced", cause);
  }
}
