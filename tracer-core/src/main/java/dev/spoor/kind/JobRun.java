package dev.spoor.kind;

import dev.spoor.context.Context;
import dev.spoor.propagation.TraceParent;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.SpanLink;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a background job: its span, its metrics, its log line. Made by {@link JobSpans}; the
 * library's plugin tells what it knows, then {@link #begin}s and {@link #end}s it on the thread
 * that runs the job. While it is current, {@link #current} finds it for advice further inside.
 *
 * <p>For one thread. Nothing here throws.
 */
public final class JobRun extends Context {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Span span;
  private final String scheduler;
  private final String worker;
  private final String queue;
  private @Nullable String controller;
  private @Nullable String action;
  private @Nullable String id;
  private @Nullable LoggedJob line;
  private int attempt;
  private double waitedMillis = -1;
  private boolean linked;
  private @Nullable Throwable failure;
  private @Nullable Context before;

  JobRun(Span span, String scheduler, String worker, String queue) {
    this.span = span;
    this.scheduler = scheduler;
    this.worker = worker;
    this.queue = queue;
    this.controller = worker;
  }

  /** The run whose code the calling thread executes, or null outside of jobs. */
  public static @Nullable JobRun current() {
    return Context.current() instanceof JobRun run ? run : null;
  }

  @Override
  public Span span() {
    return span;
  }

  @Override
  public boolean isOver() {
    return span.isOver();
  }

  /** A text tag of the span. */
  public JobRun tag(String name, @Nullable String value) {
    span.setTag(name, value);
    return this;
  }

  /** Class and method for the log line; without it the worker's name stands for the class. */
  public JobRun code(@Nullable String className, @Nullable String methodName) {
    controller = className;
    action = methodName;
    return this;
  }

  /** What tells this job from others of its kind; not for ids that the application makes up. */
  public JobRun id(@Nullable String jobId) {
    id = jobId;
    return this;
  }

  /** How often the job has been tried, this run counted in. */
  public JobRun attempt(int number) {
    attempt = number;
    return this;
  }

  /** When the job could have been run at the earliest, in milliseconds since the epoch. */
  public JobRun due(long epochMillis) {
    waitedMillis = Math.max(0, span.start() / NANOS_PER_MILLI - epochMillis);
    return this;
  }

  /**
   * Links the run to the span that asked for it, the first time that somebody knows it.
   *
   * @param traceparent as {@link JobSpans#currentParent} made it, or an application; anything else
   *     is no link
   */
  public JobRun enqueuedBy(@Nullable String traceparent) {
    SpanLink link = linked ? null : TraceParent.link(traceparent, JobSpans.REASON);
    if (link != null) {
      linked = true;
      span.addLink(link);
    }
    return this;
  }

  public boolean isLinked() {
    return linked;
  }

  /**
   * Makes the run current.
   *
   * @param loader of the job's class, whose logging writes the line; null for the application's own
   */
  public JobRun begin(@Nullable ClassLoader loader) {
    line = LoggedJob.start(span, loader);
    before = Context.swap(this);
    JobMetrics.began(queue, waitedMillis);
    return this;
  }

  /** Notes what made the run fail, for libraries that do not let it through to {@link #end}. */
  public void fail(Throwable thrown) {
    failure = thrown;
  }

  /**
   * Ends the run and gives the thread back what was current before.
   *
   * @param thrown null if the job returned
   * @return whether the job succeeded
   */
  public boolean end(@Nullable Throwable thrown) {
    Context.swap(before);
    Throwable error = thrown == null ? failure : thrown;
    if (error instanceof InvocationTargetException && error.getCause() != null) {
      error = error.getCause();
    }
    try {
      if (error != null) {
        ErrorTags.record(span, error, ErrorRank.DEFAULT);
      }
      if (line != null) {
        line.write(facts(error));
      }
      JobMetrics.ended(worker, queue, span.trace().now() - span.start(), error);
    } catch (RuntimeException | LinkageError e) {
      JobSpans.failed(e);
    } finally {
      span.finish();
    }
    return error == null;
  }

  private Map<String, Object> facts(@Nullable Throwable error) {
    Map<String, Object> facts = new HashMap<>(32);
    put(facts, "controller", controller);
    put(facts, "action", action);
    put(facts, "queue_name", queue);
    put(facts, "job_id", id);
    put(facts, "scheduler", scheduler);
    put(facts, "attempt", attempt > 0 ? attempt : null);
    put(facts, "queue", waitedMillis >= 0 ? waitedMillis : null);
    put(facts, "error", error);
    return facts;
  }

  private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
    if (value != null) {
      facts.put(name, value);
    }
  }
}
