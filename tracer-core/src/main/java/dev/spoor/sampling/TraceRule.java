package dev.spoor.sampling;

import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Priority;
import dev.spoor.trace.SamplingCause;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import org.jspecify.annotations.Nullable;

/** One item of {@code DD_TRACE_SAMPLING_RULES}: for which local roots, and how many of them. */
final class TraceRule {
  private final @Nullable SpanPattern pattern;
  private final SamplingCause cause;

  /**
   * @param pattern null for every span
   * @param rate 0 to 1
   * @param mechanism one of {@link Priority}'s
   */
  TraceRule(@Nullable SpanPattern pattern, double rate, int mechanism) {
    this.pattern = pattern;
    this.cause = new SamplingCause(mechanism, Tags.RULE_PSR, rate);
  }

  boolean matches(Span root) {
    return pattern == null || pattern.matches(root);
  }

  void decide(LocalTrace trace, RateLimiter limiter) {
    if (!KnuthSampler.keeps(trace.idLow(), cause.rate())) {
      trace.decide(Priority.USER_DROP, cause, Double.NaN);
      return;
    }
    boolean passes = limiter.tryPass(System.nanoTime());
    trace.decide(passes ? Priority.USER_KEEP : Priority.USER_DROP, cause, limiter.effectiveRate());
  }
}
