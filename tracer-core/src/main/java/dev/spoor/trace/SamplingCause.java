package dev.spoor.trace;

import org.jspecify.annotations.Nullable;

/**
 * Why a sampler decided as it did. Made once per rule or rate, so that a decision allocates
 * nothing. Immutable.
 */
public final class SamplingCause {
  private final String decisionMaker;
  private final @Nullable String rateTag;
  private final double rate;
  private final TraceTags tags;

  /**
   * @param mechanism one of {@link Priority}'s
   * @param rateTag name of the metric that tells the rate on the local root, or null for none
   * @param rate the rate that decided, 0 to 1
   */
  public SamplingCause(int mechanism, @Nullable String rateTag, double rate) {
    this.decisionMaker = Priority.decisionMaker(mechanism);
    this.rateTag = rateTag;
    this.rate = rate;
    this.tags =
        Priority.tellsRate(mechanism)
            ? TraceTags.NONE.with(TraceTags.SAMPLING_RATE, rateText(rate))
            : TraceTags.NONE;
  }

  /** {@code -<mechanism>}. */
  public String decisionMaker() {
    return decisionMaker;
  }

  public @Nullable String rateTag() {
    return rateTag;
  }

  /** 0 to 1. */
  public double rate() {
    return rate;
  }

  /**
   * What the caller sent and the rate of this cause, for services further down; the caller's rate,
   * by which nothing was decided here, is replaced.
   */
  TraceTags addTo(TraceTags known) {
    if (known.isEmpty()) {
      return tags;
    }
    return tags.size() == 0 ? known : known.with(tags.name(0), tags.value(0));
  }

  /** At most six decimals, half of the last one rounded up, no zeros at the end. */
  static String rateText(double rate) {
    long millionths = Math.round(rate * 1e6);
    if (millionths <= 0) {
      return "0";
    }
    if (millionths >= 1_000_000) {
      return "1";
    }
    StringBuilder text = new StringBuilder("0.");
    long left = millionths;
    for (long unit = 100_000; left > 0; unit /= 10) {
      text.append((char) ('0' + left / unit));
      left %= unit;
    }
    return text.toString();
  }
}
