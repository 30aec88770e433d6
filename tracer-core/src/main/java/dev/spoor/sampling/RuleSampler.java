package dev.spoor.sampling;

import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceSampler;
import java.util.List;

/**
 * Decides by the rules of this service's settings: the first that matches the local root, as it is
 * at that moment, speaks; what a rule keeps passes a limit of traces a second, common to all rules.
 */
final class RuleSampler implements TraceSampler {
  private final TraceRule[] rules;
  private final RateLimiter limiter;
  private final TraceSampler others;

  /**
   * @param others for traces that no rule is for
   */
  RuleSampler(List<TraceRule> rules, RateLimiter limiter, TraceSampler others) {
    this.rules = rules.toArray(new TraceRule[0]);
    this.limiter = limiter;
    this.others = others;
  }

  @Override
  public void sample(LocalTrace trace, Span root) {
    for (TraceRule rule : rules) {
      if (rule.matches(root)) {
        rule.decide(trace, limiter);
        return;
      }
    }
    others.sample(trace, root);
  }
}
