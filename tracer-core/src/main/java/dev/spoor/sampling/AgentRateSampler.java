package dev.spoor.sampling;

import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Priority;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.TraceSampler;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the share of traces that the Agent asked for, per service and environment.
 *
 * <p>The Agent answers each payload with {@code rate_by_service}, whose keys are {@code
 * service:<name>,env:<env>}; {@code service:,env:} stands for all others. A rate that rises is
 * followed at most twofold a second, so that a burst of kept traces does not answer one quiet
 * moment; a falling one is followed at once. Before any answer everything is kept.
 *
 * <p>Rates are read by application threads without a lock: the map is replaced as a whole.
 */
public final class AgentRateSampler implements TraceSampler {
  private static final String DEFAULT_KEY = "service:,env:";
  private static final long RISE_NANOS = 1_000_000_000L;

  private final String env;
  private volatile Map<String, Rate> rates = Map.of();
  private volatile Rate fallback = new Rate(1.0, System.nanoTime() - RISE_NANOS);

  private record Rate(double value, long since) {}

  /**
   * @param env the value of the {@code env} tag, "" for none
   */
  public AgentRateSampler(String env) {
    this.env = env;
  }

  @Override
  public void sample(LocalTrace trace, Span root) {
    double rate = rateFor(root);
    int priority =
        KnuthSampler.keeps(trace.idLow(), rate) ? Priority.SAMPLER_KEEP : Priority.SAMPLER_DROP;
    trace.decide(priority, Priority.BY_AGENT_RATE, Tags.AGENT_PSR, rate);
  }

  private double rateFor(Span root) {
    Map<String, Rate> now = rates;
    if (!now.isEmpty()) {
      Rate rate = now.get(key(root.service(), env));
      if (rate != null) {
        return rate.value;
      }
    }
    return fallback.value;
  }

  private static String key(String service, String env) {
    return ("service:" + service + ",env:" + env).toLowerCase(Locale.ROOT);
  }

  /** Takes the rates of an answer; they replace all earlier ones. Called on the sender's thread. */
  public void accept(Map<String, Double> answered) {
    Map<String, Rate> before = rates;
    Map<String, Rate> next = new HashMap<>();
    long now = System.nanoTime();
    answered.forEach(
        (name, value) -> {
          String key = name.toLowerCase(Locale.ROOT);
          if (key.equals(DEFAULT_KEY)) {
            fallback = follow(fallback, value, now);
          } else {
            next.put(key, follow(before.get(key), value, now));
          }
        });
    rates = next;
  }

  private static Rate follow(@Nullable Rate before, double asked, long now) {
    double target = Math.max(0, Math.min(1, asked));
    if (before == null || before.value == 0 || target <= before.value) {
      return new Rate(target, now);
    }
    if (now - before.since < RISE_NANOS) {
      return before;
    }
    return new Rate(Math.min(target, before.value * 2), now);
  }
}
