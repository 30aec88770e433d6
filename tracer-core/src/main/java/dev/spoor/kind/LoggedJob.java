package dev.spoor.kind;

import dev.spoor.context.Context;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.diag.ThreadUsage;
import dev.spoor.trace.Span;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One run of a background job on its way to the log: the counterpart of what {@link ServedRequest}
 * does for requests. A job library's kind starts one with the job's span, on the thread that runs
 * the job, and writes it on the same thread when the job is over, before the span is finished.
 *
 * <p>The line is written only if the application has log correlation; without it a job costs a look
 * into a short array.
 */
public final class LoggedJob {
  private static final LongAdder LINE_FAILED = Counters.of("job.line.failed");
  private static final double NANOS_PER_MILLI = 1e6;

  private final Span span;
  private final LineDoor.Lines lines;
  private final ThreadUsage usage = new ThreadUsage();

  private LoggedJob(Span span, LineDoor.Lines lines) {
    this.span = span;
    this.lines = lines;
  }

  /**
   * Begins to count what the run uses.
   *
   * @param span of the run; its start is the line's
   * @param application the loader of the job's class
   * @return null when no line will be written: the application has no such log, or switched it off
   */
  public static @Nullable LoggedJob start(Span span, @Nullable ClassLoader application) {
    ClassLoader loader = application == null ? ClassLoader.getSystemClassLoader() : application;
    try {
      LineDoor.Lines lines = LineDoor.JOBS.of(loader);
      if (lines == null || !lines.isEnabled()) {
        return null;
      }
      LoggedJob job = new LoggedJob(span, lines);
      job.usage.resume();
      return job;
    } catch (Exception | LinkageError e) {
      failed(e);
      return null;
    }
  }

  /**
   * Writes the line, with the run's span current whatever is current now. Never throws.
   *
   * @param facts what the library knows, by the keys of {@code dev.spoor.logs.RequestFields}:
   *     {@code controller} (simple name of the job's class), {@code action} (its method), {@code
   *     queue_name}, {@code job_id}, {@code attempt} (from 1), {@code scheduler} (the library),
   *     {@code queue} (milliseconds from being due to being started, a double), {@code params},
   *     {@code error} (the Throwable; its absence means success). Duration, totals of calls, ids,
   *     status and what the thread used are added here. The map must be writable.
   */
  public void write(Map<String, Object> facts) {
    Context before = Context.swap(span);
    try {
      usage.end();
      facts.put("duration", (span.trace().now() - span.start()) / NANOS_PER_MILLI);
      facts.putIfAbsent("status", facts.get("error") == null ? 200 : 500);
      RequestFacts.putCalls(facts, span.trace().totals());
      RequestFacts.putUsage(facts, usage);
      RequestFacts.putIds(facts, span);
      lines.write(facts);
    } catch (Exception | LinkageError e) {
      failed(e);
    } finally {
      Context.swap(before);
    }
  }

  private static void failed(Throwable cause) {
    LINE_FAILED.increment();
    Log.once("job.line", "the line of a job could not be written", cause);
  }
}
