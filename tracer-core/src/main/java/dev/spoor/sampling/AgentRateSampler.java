package dev.spoor.sampling;

import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Priority;
import dev.spoor.trace.SamplingCause;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.TraceSampler;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the share of traces that the Agent asked for, per service and environment.
 *
 * <p>The Agent answers each payload with {@code rate_by_service}, whose keys are {@code
 * service:<name>,env:<env>} with names as it has normalised them ({@link AgentName}); {@code
 * service:,env:} stands for all others. A rate that rises is followed at most twofold a second, so
 * that a burst of kept traces does not answer one quiet moment; a falling one is followed at once.
 * Before any answer everything is kept.
 *
 * <p>Rates are read by application threads without a lock: the table is replaced as a whole, holds
 * only the services of this process's environment, and remembers the service that was asked for
 * last, so that a look-up needs no text to be built.
 */
public final class AgentRateSampler implements TraceSampler, Consumer<Map<String, Double>> {
  private static final String SERVICE = "service:";
  private static final String ENV = ",env:";
  private static final long RISE_NANOS = 1_000_000_000L;

  private final String env;
  private volatile Rates rates;

  /** A rate and the decision's cause that goes with it, made once per rate. */
  private record Rate(double value, long since, SamplingCause cause) {
    Rate(double value, long since) {
      this(value, since, new SamplingCause(Priority.BY_AGENT_RATE, Tags.AGENT_PSR, value));
    }
  }

  private record Known(String service, Rate rate) {}

  /** What one answer said. */
  private static final class Rates {
    final Map<String, Rate> byService;
    final Rate fallback;

    /** Nearly always the one service of this process. */
    volatile @Nullable Known last;

    Rates(Map<String, Rate> byService, Rate fallback) {
      this.byService = byService;
      this.fallback = fallback;
    }

    Rate of(String service) {
      Known known = last;
      if (known == null || !known.service.equals(service)) {
        known = new Known(service, byService.getOrDefault(AgentName.of(service), fallback));
        last = known;
      }
      return known.rate;
    }
  }

  /**
   * @param env the value of the {@code env} tag, "" for none
   */
  public AgentRateSampler(String env) {
    this(env, System.nanoTime());
  }

  AgentRateSampler(String env, long now) {
    this.env = AgentName.of(env);
    this.rates = new Rates(Map.of(), new Rate(1.0, now - RISE_NANOS));
  }

  @Override
  public void sample(LocalTrace trace, Span root) {
    Rate rate = rates.of(root.service());
    boolean keeps = KnuthSampler.keeps(trace.idLow(), rate.value);
    trace.decide(keeps ? Priority.SAMPLER_KEEP : Priority.SAMPLER_DROP, rate.cause, Double.NaN);
  }

  double rateFor(String service) {
    return rates.of(service).value;
  }

  /** Takes the rates of an answer; they replace all earlier ones. Called on the sender's thread. */
  @Override
  public void accept(Map<String, Double> answered) {
    accept(answered, System.nanoTime());
  }

  void accept(Map<String, Double> answered, long now) {
    Rates before = rates;
    Map<String, Rate> next = new HashMap<>();
    // An answer without a rate for all others asks for all of theirs.
    double others = 1.0;
    for (Map.Entry<String, Double> answer : answered.entrySet()) {
      String key = answer.getKey().toLowerCase(Locale.ROOT);
      // A service's name may hold a colon or a comma, so the environment starts at the last one.
      int envAt = key.lastIndexOf(ENV);
      if (!key.startsWith(SERVICE) || envAt < SERVICE.length()) {
        continue;
      }
      String service = AgentName.of(key.substring(SERVICE.length(), envAt));
      String keyEnv = AgentName.of(key.substring(envAt + ENV.length()));
      if (service.isEmpty() && keyEnv.isEmpty()) {
        others = answer.getValue();
      } else if (keyEnv.equals(env)) {
        next.put(service, follow(before.byService.get(service), answer.getValue(), now));
      }
    }
    rates = new Rates(next, follow(before.fallback, others, now));
  }

  private static Rate follow(@Nullable Rate before, double asked, long now) {
    double target = Math.max(0, Math.min(1, asked));
    if (before == null || before.value == 0 || target < before.value) {
      return new Rate(target, now);
    }
    if (target == before.value || now - before.since < RISE_NANOS) {
      return before;
    }
    return new Rate(Math.min(target, before.value * 2), now);
  }
}
