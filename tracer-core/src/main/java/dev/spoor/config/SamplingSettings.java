package dev.spoor.config;

/** Rows for which traces and spans are kept. See {@link Settings}. */
public final class SamplingSettings {
  static final Rows ROWS = new Rows(Group.SAMPLING);

  public static final Setting<Double> SAMPLE_RATE =
      ROWS.decimal(
          "DD_TRACE_SAMPLE_RATE",
          Double.NaN,
          0,
          1,
          "Share of the traces that no rule is for, 0 to 1; not set: the Agent's rates");
  public static final Setting<String> SAMPLING_RULES =
      ROWS.text(
          "DD_TRACE_SAMPLING_RULES",
          "JSON array of rules for traces, first match wins: globs service, name, resource and tags"
              + " for the local root, sample_rate 0 to 1");
  public static final Setting<Double> RATE_LIMIT =
      ROWS.decimal(
          "DD_TRACE_RATE_LIMIT", 100, 0, 1e9, "Traces a second that rules keep, at least 1");
  public static final Setting<String> SPAN_SAMPLING_RULES =
      ROWS.text(
          "DD_SPAN_SAMPLING_RULES",
          "JSON array of rules for single spans of traces that are not kept: globs service and"
              + " name, sample_rate, max_per_second");
  public static final Setting<String> SPAN_SAMPLING_RULES_FILE =
      ROWS.text("DD_SPAN_SAMPLING_RULES_FILE", "File with such a list, read if there is none");
  public static final Setting<Boolean> PRIORITY_SAMPLING =
      ROWS.flag("DD_PRIORITY_SAMPLING", true, "Follow the rates that the Agent sends");
  public static final Setting<String> PRIORITY_SAMPLING_FORCE =
      ROWS.choice(
          "DD_PRIORITY_SAMPLING_FORCE",
          "The same decision for every trace that begins here",
          "none",
          "keep",
          "drop");

  private SamplingSettings() {}
}
