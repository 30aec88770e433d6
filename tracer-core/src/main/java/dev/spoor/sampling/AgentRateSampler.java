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
 * service:<name>,env:<env>}, compared ignoring case; {@code service:,env:} stands for all others. A
 * rate that rises is followed at most twofold a second, so that a burst of kept traces does not
 * answer one quiet moment; a falling one is followed at once. Before any answer everything is kept.
 *
 * <p>Rates are read by application threads without a lock: the map is replaced as a whole, and
 * holds only the services of this process's environment, so that a look-up needs no text to be
 * built.
 */
public final class AgentRateSampler implements TraceSampler {
  private static final String SERVICE = "service:";
  private static final String ENV = ",env:";
  private static final long RISE_NANOS = 1_000_000_000L;

  private final String env;
  private volatile Map<String, Rate> byService = Map.of();
  private volatile Rate fallback = new Rate(1.0, System.nanoTime() - RISE_NANOS);

  private record Rate(double value, long since) {}

  /**
   * @param env the value of the {@code env} tag, "" for none
   */
  public AgentRateSampler(String env) {
    this.env = env.toLowerCase(Locale.ROOT);
  }

  @Override
  public void sample(LocalTrace trace, Span root) {
    double rate = rateFor(root.service());
    int priority =
        KnuthSampler.keeps(trace.idLow(), rate) ? Priority.SAMPLER_KEEP : Priority.SAMPLER_DROP;
    trace.decide(priority, Priority.BY_AGENT_RATE, Tags.AGENT_PSR, rate);
  }

  private double rateFor(String service) {
    Map<String, Rate> now = byService;
    Rate rate = now.isEmpty() ? null : now.get(service.toLowerCase(Locale.ROOT));
    return rate == null ? fallback.value : rate.value;
  }

  /** Takes the rates of an answer; they replace all earlier ones. Called on the sender's thread. */
  public void accept(Map<String, Double> answered) {
    Map<String, Rate> before = byService;
    Map<String, Rate> next = new HashMap<>();
    long now = System.nanoTime();
    answered.forEach(
        (name, value) -> {
          String key = name.toLowerCase(Locale.ROOT);
          // A service's name may hold a colon or a comma, so the environment starts at the last
          // one.
          int envAt = key.lastIndexOf(ENV);
          if (!key.startsWith(SERVICE) || envAt < SERVICE.length()) {
            return;
          }
          String service = key.substring(SERVICE.length(), envAt);
          String keyEnv = key.substring(envAt + ENV.length());
          if (service.isEmpty() && keyEnv.isEmpty()) {
            fallback = follow(fallback, value, now);
          } else if (keyEnv.equals(env)) {
            next.put(service, follow(before.get(service), value, now));
          }
        });
    byService = next;
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
