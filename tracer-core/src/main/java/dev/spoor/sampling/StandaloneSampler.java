package dev.spoor.sampling;

import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Priority;
import dev.spoor.trace.SamplingCause;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceSampler;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code DD_APM_TRACING_ENABLED=false}: one trace a minute is kept, by which Datadog knows that the
 * service is alive. Lock-free.
 */
final class StandaloneSampler implements TraceSampler {
  private static final long INTERVAL_NANOS = 60_000_000_000L;
  private static final SamplingCause CAUSE = new SamplingCause(Priority.BY_APPSEC, null, 1);

  /** {@code nanoTime} from which on the next trace is kept. */
  private final AtomicLong next;

  StandaloneSampler(long now) {
    this.next = new AtomicLong(now);
  }

  @Override
  public void sample(LocalTrace trace, Span root) {
    boolean keeps = keeps(System.nanoTime());
    trace.decide(keeps ? Priority.SAMPLER_KEEP : Priority.SAMPLER_DROP, CAUSE, Double.NaN);
  }

  boolean keeps(long now) {
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + INTERVAL_NANOS);
  }
}
