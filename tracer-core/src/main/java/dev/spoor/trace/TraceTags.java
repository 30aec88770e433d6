package dev.spoor.trace;

import java.util.ArrayList;
import java.util.List;
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

  public static final TraceTags NONE = new TraceTags(List.of(), null, null);

  private final List<String> pairs;
  private final @Nullable String decisionMaker;
  private final @Nullable String error;

  private TraceTags(List<String> pairs, @Nullable String decisionMaker, @Nullable String error) {
    this.pairs = pairs;
    this.decisionMaker = decisionMaker;
    this.error = error;
  }

  /** Number of tags without the decision maker. */
  public int size() {
    return pairs.size() / 2;
  }

  /** Whether there is no tag, decision maker apart. */
  public boolean isEmpty() {
    return pairs.isEmpty();
  }

  /** Full name with the {@code _dd.p.} prefix. */
  public String name(int index) {
    return pairs.get(index * 2);
  }

  public String value(int index) {
    return pairs.get(index * 2 + 1);
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
    List<String> next = new ArrayList<>(pairs);
    for (int i = 0; i < next.size(); i += 2) {
      if (next.get(i).equals(name)) {
        next.set(i + 1, value);
        return new TraceTags(next, decisionMaker, error);
      }
    }
    next.add(name);
    next.add(value);
    return new TraceTags(next, decisionMaker, error);
  }
}
