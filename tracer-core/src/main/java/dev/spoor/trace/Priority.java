package dev.spoor.trace;

/**
 * Sampling priorities, as they travel in {@code x-datadog-sampling-priority} and {@code
 * _sampling_priority_v1}, and the mechanisms that lead to them ({@code _dd.p.dm}).
 */
public final class Priority {
  public static final int USER_DROP = -1;
  public static final int SAMPLER_DROP = 0;
  public static final int SAMPLER_KEEP = 1;
  public static final int USER_KEEP = 2;

  /** Not decided yet; never sent. */
  public static final int UNSET = -128;

  /** Mechanism: nothing told us a rate. */
  public static final int BY_DEFAULT = 0;

  /** Mechanism: a rate that the Agent answered with. */
  public static final int BY_AGENT_RATE = 1;

  /** Mechanism: a rule in this service's settings. */
  public static final int BY_LOCAL_RULE = 3;

  /** Mechanism: the application said so. */
  public static final int BY_HAND = 4;

  /** Mechanism: a security product. */
  public static final int BY_APPSEC = 5;

  /** Mechanism: the guard of AI products. */
  public static final int BY_AI_GUARD = 13;

  /** Mechanism: a rule for single spans, {@code _dd.span_sampling.mechanism}. */
  public static final int BY_SPAN_RULE = 8;

  /** Mechanism: a rule that somebody wrote in Datadog's user interface. */
  public static final int BY_REMOTE_RULE = 11;

  /** Mechanism: a rule that Datadog itself adapts. */
  public static final int BY_ADAPTIVE_RULE = 12;

  private Priority() {}

  /** Whether a trace of that priority is kept; an undecided one is. */
  public static boolean isKept(int priority) {
    return priority > 0 || priority == UNSET;
  }

  /** Whether services further down are told the rate ({@code _dd.p.ksr}). */
  static boolean tellsRate(int mechanism) {
    return mechanism == BY_AGENT_RATE
        || mechanism == BY_LOCAL_RULE
        || mechanism == BY_REMOTE_RULE
        || mechanism == BY_ADAPTIVE_RULE;
  }

  /** The decision maker's tag value for a mechanism, such as {@code -1}. */
  static String decisionMaker(int mechanism) {
    return switch (mechanism) {
      case BY_DEFAULT -> "-0";
      case BY_AGENT_RATE -> "-1";
      case BY_LOCAL_RULE -> "-3";
      case BY_HAND -> "-4";
      default -> "-" + mechanism;
    };
  }
}
