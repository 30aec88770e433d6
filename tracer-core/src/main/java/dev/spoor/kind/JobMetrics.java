package dev.spoor.kind;

import dev.spoor.statsd.DogStatsd;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of background jobs by DogStatsD, named as Sidekiq names them: counts {@code jobs.count},
 * {@code jobs.success} and {@code jobs.failure} and the timing {@code jobs.perform} (of runs that
 * did not fail) with tags {@code worker} and {@code queue}, a failure with {@code error_type}; the
 * gauges {@code jobs.busy}, and with tag {@code queue} {@code jobs.queue.latency} (seconds that the
 * oldest job waits) and {@code jobs.queue.size}.
 *
 * <p>No library is asked anything for a gauge: each tells what a run or a poll has just shown. So
 * the size is what one poll sees, which is at most what it may fetch.
 *
 * <p>Thread safe. Does nothing until somebody has installed a source.
 */
public final class JobMetrics {
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final AtomicInteger BUSY = new AtomicInteger();
  private static volatile @Nullable Source source;

  private JobMetrics() {}

  /** Where the process has its client, which is made when the first metric needs it. */
  public interface Source {
    DogStatsd statsd();
  }

  /** Switches metrics on, or off with null. */
  public static void install(@Nullable Source next) {
    source = next;
  }

  /**
   * A worker has looked for jobs that are due.
   *
   * @param size how many it has found
   * @param oldestDueMillis since when the oldest of them is due, since the epoch; ignored if there
   *     are none
   */
  public static void polled(String queue, int size, long oldestDueMillis) {
    Source active = source;
    if (active != null) {
      double waits = size == 0 ? 0 : System.currentTimeMillis() - oldestDueMillis;
      DogStatsd statsd = active.statsd();
      statsd.gauge("jobs.queue.size", size, tag("queue:", queue));
      latency(statsd, queue, waits);
    }
  }

  static void began(String queue, double waitedMillis) {
    int busy = BUSY.incrementAndGet();
    Source active = source;
    if (active != null) {
      DogStatsd statsd = active.statsd();
      statsd.gauge("jobs.busy", busy);
      if (waitedMillis >= 0) {
        latency(statsd, queue, waitedMillis);
      }
    }
  }

  private static void latency(DogStatsd statsd, String queue, double millis) {
    statsd.gauge(
        "jobs.queue.latency", Math.max(0, millis) / MILLIS_PER_SECOND, tag("queue:", queue));
  }

  static void ended(String worker, String queue, long nanos, @Nullable Throwable error) {
    int busy = BUSY.decrementAndGet();
    Source active = source;
    if (active == null) {
      return;
    }
    DogStatsd statsd = active.statsd();
    String workerTag = tag("worker:", worker);
    String queueTag = tag("queue:", queue);
    statsd.gauge("jobs.busy", busy);
    statsd.increment("jobs.count", workerTag, queueTag);
    if (error == null) {
      statsd.increment("jobs.success", workerTag, queueTag);
      statsd.timing("jobs.perform", Duration.ofNanos(nanos), workerTag, queueTag);
    } else {
      statsd.increment(
          "jobs.failure", workerTag, queueTag, tag("error_type:", error.getClass().getName()));
    }
  }

  private static String tag(String name, String value) {
    return name.concat(value);
  }
}
