package dev.spoor.jvm;

import dev.spoor.diag.Counters;
import dev.spoor.statsd.DogStatsd;
import java.util.HashMap;
import java.util.Map;

/**
 * The tracer's own counters as metrics {@code datadog.tracer.*}: what changed since the last time.
 * Of one thread.
 *
 * <p>A counter that has one more for each of its causes is sent by cause, as a tag: {@code
 * api.responses.total.200} becomes {@code api.responses.total} with {@code status:200}.
 */
public final class HealthMetrics {
  private static final String PREFIX = "datadog.tracer.";

  /** Sums and the tags that tell their parts. */
  private static final String[][] BY_CAUSE = {
    {"api.responses.total", "status:"},
    {"span.sampling.sampled", "sampler:"},
    {"span.sampling.unsampled", "sampler:"},
    {"send.dropped.traces", "reason:"},
    {"send.dropped.spans", "reason:"}
  };

  private final DogStatsd statsd;
  private final Map<String, Long> sent = new HashMap<>();

  /**
   * @param statsd with the tags of this process and of the tracer
   */
  public HealthMetrics(DogStatsd statsd) {
    this.statsd = statsd;
  }

  /** Sends what changed. */
  public void send() {
    for (Map.Entry<String, Long> counter : Counters.snapshot().entrySet()) {
      long before = sent.getOrDefault(counter.getKey(), 0L);
      long delta = counter.getValue() - before;
      if (delta != 0) {
        sent.put(counter.getKey(), counter.getValue());
        send(counter.getKey(), delta);
      }
    }
  }

  private void send(String name, long delta) {
    for (String[] sum : BY_CAUSE) {
      if (name.equals(sum[0])) {
        return;
      }
      if (name.startsWith(sum[0]) && name.charAt(sum[0].length()) == '.') {
        String cause = name.substring(sum[0].length() + 1);
        statsd.count(PREFIX.concat(sum[0]), (double) delta, sum[1].concat(cause));
        return;
      }
    }
    statsd.count(PREFIX.concat(name), (double) delta);
  }
}
