package dev.spoor.sampling;

import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Priority;
import dev.spoor.trace.SamplingCause;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceSampler;

/** {@code DD_PRIORITY_SAMPLING_FORCE}: the same answer for every trace that begins here. */
final class ForcedSampler implements TraceSampler {
  private static final SamplingCause CAUSE = new SamplingCause(Priority.BY_DEFAULT, null, 1);

  private final int priority;

  ForcedSampler(boolean keep) {
    this.priority = keep ? Priority.SAMPLER_KEEP : Priority.SAMPLER_DROP;
  }

  @Override
  public void sample(LocalTrace trace, Span root) {
    trace.decide(priority, CAUSE, Double.NaN);
  }
}
