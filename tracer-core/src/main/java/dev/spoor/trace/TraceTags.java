package dev.spoor.trace;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tags of a whole trace that travel from service to service: {@code _dd.p.*}, except the decision
 * maker and the high half of the trace id, which have fields of their own. Immutable, in order of
 * arrival.
 */
public final class TraceTags {
  public static final String PREFIX = "_dd.p.";
  public static final String DECISION_MAKER = "_dd.p.dm";
  public static final String TRACE_ID_HIGH = "_dd.p.tid";

  /** The rate that a deterministic sampler decided by, at most six decimals. */
  public static final String SAMPLING_RATE = "_dd.p.ksr";

  /** Says what was wrong with the tags that came in or could not go out. */
  public static final String PROPAGATION_ERROR = "_dd.propagation_error";

  private static final String[] NO_PAIRS = new String[0];

  public static final TraceTags NONE = new TraceTags(NO_PAIRS, null, null);

  /** Names and values by turns; never changed. */
  private final String[] pairs;

  private final @Nullable String decisionMaker;
  private final @Nullable String error;

  private TraceTags(String[] pairs, @Nullable String decisionMaker, @Nullable String error) {
    this.pairs = pairs;
    this.decisionMaker = decisionMaker;
    this.error = error;
  }

  /**
   * Tags that a header brought.
   *
   * @param pairs names and values by turns, without null before {@code end}; copied
   * @param decisionMaker for {@link #decisionMaker}
   * @param error for {@link #error}
   */
  public static TraceTags of(
      @Nullable String[] pairs, int end, @Nullable String decisionMaker, @Nullable String error) {
    if (end == 0 && decisionMaker == null && error == null) {
      return NONE;
    }
    String[] copy = end == 0 ? NO_PAIRS : new String[end];
    for (int i = 0; i < end; i++) {
      copy[i] = Objects.requireNonNull(pairs[i]);
    }
    return new TraceTags(copy, decisionMaker, error);
  }

  /** Number of tags without the decision maker. */
  public int size() {
    return pairs.length / 2;
  }

  /** Whether there is no tag, decision maker apart. */
  public boolean isEmpty() {
    return pairs.length == 0;
  }

  /** Full name with the {@code _dd.p.} prefix. */
  public String name(int index) {
    return pairs[index * 2];
  }

  public String value(int index) {
    return pairs[index * 2 + 1];
  }

  /** {@code -<mechanism>} as received, or null. */
  public @Nullable String decisionMaker() {
    return decisionMaker;
  }

  /** The value for {@link #PROPAGATION_ERROR}, or null when all went well. */
  public @Nullable String error() {
    return error;
  }

  public TraceTags withDecisionMaker(@Nullable String value) {
    return new TraceTags(pairs, value, error);
  }

  public TraceTags withError(String value) {
    return new TraceTags(pairs, decisionMaker, value);
  }

  /** These tags and one more; an existing one of that name is replaced. */
  public TraceTags with(String name, String value) {
    int at = 0;
    while (at < pairs.length && !pairs[at].equals(name)) {
      at += 2;
    }
    String[] next = Arrays.copyOf(pairs, Math.max(pairs.length, at + 2));
    next[at] = name;
    next[at + 1] = value;
    return new TraceTags(next, decisionMaker, error);
  }
}
