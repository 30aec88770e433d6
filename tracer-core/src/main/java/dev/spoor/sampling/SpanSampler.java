package dev.spoor.sampling;

import dev.spoor.diag.Counters;
import dev.spoor.trace.Priority;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Keeps single spans of traces that are not kept, by {@code DD_SPAN_SAMPLING_RULES}. Asked when
 * such a trace is written, on the application's thread; thread safe, and without allocation but for
 * the tags of a span that is kept.
 */
public final class SpanSampler {
  private static final LongAdder SAMPLED = Counters.of("span.sampling.sampled.single-span");
  private static final LongAdder UNSAMPLED = Counters.of("span.sampling.unsampled.single-span");

  private final Rule[] rules;

  SpanSampler(List<Rule> rules) {
    this.rules = rules.toArray(new Rule[0]);
  }

  /** One item of the setting. The decision goes by the span's own id, not by the trace's. */
  static final class Rule {
    private final SpanPattern pattern;
    private final double rate;
    private final @Nullable RateLimiter limiter;

    /**
     * @param rate 0 to 1
     * @param limiter null for any number a second
     */
    Rule(SpanPattern pattern, double rate, @Nullable RateLimiter limiter) {
      this.pattern = pattern;
      this.rate = rate;
      this.limiter = limiter;
    }

    boolean matches(Span span) {
      return pattern.matches(span);
    }

    boolean keep(Span span) {
      boolean kept =
          KnuthSampler.keeps(span.spanId(), rate)
              && (limiter == null || limiter.tryPass(System.nanoTime()));
      if (kept) {
        span.complete(Tags.SPAN_SAMPLING, (long) Priority.BY_SPAN_RULE);
        span.complete(Tags.SPAN_SAMPLING_RATE, rate);
        if (limiter != null) {
          span.complete(Tags.SPAN_SAMPLING_LIMIT, (long) limiter.perSecond());
        }
      }
      return kept;
    }
  }

  /**
   * Marks the spans that are to be kept, from the newest by {@link Span#olderFinished} on.
   *
   * @return how many are kept
   */
  public int sample(Span newest) {
    int kept = 0;
    int asked = 0;
    for (@Nullable Span span = newest; span != null; span = span.olderFinished()) {
      kept += keeps(span) ? 1 : 0;
      asked++;
    }
    SAMPLED.add(kept);
    UNSAMPLED.add(asked - kept);
    return kept;
  }

  private boolean keeps(Span span) {
    for (Rule rule : rules) {
      if (rule.matches(span)) {
        return rule.keep(span);
      }
    }
    return false;
  }
}
