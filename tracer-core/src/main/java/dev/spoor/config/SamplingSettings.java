package dev.spoor.config;

/** Rows for which traces and spans are kept. See {@link Settings}. */
public final class SamplingSettings {
  static final Rows ROWS = new Rows(Group.SAMPLING);

  public static final Setting<Double> SAMPLE_RATE =
      ROWS.decimal("DD_TRACE_SAMPLE_RATE", Double.NaN, 0, 1, "Share of traces to keep, 0 to 1");
  public static final Setting<String> SAMPLING_RULES =
      ROWS.text("DD_TRACE_SAMPLING_RULES", "JSON list of rules for traces");
  public static final Setting<String> SPAN_SAMPLING_RULES =
      ROWS.text("DD_SPAN_SAMPLING_RULES", "JSON list of rules for single spans");
  public static final Setting<String> SPAN_SAMPLING_RULES_FILE =
      ROWS.text("DD_SPAN_SAMPLING_RULES_FILE", "File with such a list");
  public static final Setting<Double> RATE_LIMIT =
      ROWS.decimal("DD_TRACE_RATE_LIMIT", 100, 0, 1e9, "Traces a second that rules may keep");
  public static final Setting<Boolean> PRIORITY_SAMPLING =
      ROWS.flag("DD_PRIORITY_SAMPLING", true, "Follow the rates that the Agent sends");

  private SamplingSettings() {}
}
