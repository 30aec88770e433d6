package dev.spoor.config;

import dev.spoor.config.Setting.Kind;
import java.util.List;

/** Rows for the headers between services. See {@link Settings}. */
public final class PropagationSettings {
  static final Rows ROWS = new Rows(Group.PROPAGATION);

  public static final Setting<List<PropagationStyle>> STYLES =
      ROWS.styles("DD_TRACE_PROPAGATION_STYLE", "Header styles of both directions");
  public static final Setting<List<PropagationStyle>> STYLES_EXTRACT =
      ROWS.styles("DD_TRACE_PROPAGATION_STYLE_EXTRACT", "Header styles read, in order")
          .alias("DD_PROPAGATION_STYLE_EXTRACT");
  public static final Setting<List<PropagationStyle>> STYLES_INJECT =
      ROWS.styles("DD_TRACE_PROPAGATION_STYLE_INJECT", "Header styles written, all of them")
          .alias("DD_PROPAGATION_STYLE_INJECT");
  public static final Setting<Boolean> EXTRACT_FIRST =
      ROWS.flag("DD_TRACE_PROPAGATION_EXTRACT_FIRST", false, "Stop at the first style found");
  public static final Setting<String> EXTRACT_BEHAVIOR =
      ROWS.choice(
          "DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT",
          "What is done with a remote parent",
          "continue",
          "restart",
          "ignore");
  public static final Setting<Long> DATADOG_TAGS_MAX_LENGTH =
      ROWS.whole(
          "DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH",
          512,
          0,
          Integer.MAX_VALUE,
          "Longest x-datadog-tags header; 0 switches it off");
  public static final Setting<Boolean> B3_PADDING =
      ROWS.flag(
          "DD_TRACE_PROPAGATION_STYLE_B3_PADDING_ENABLED",
          true,
          "Write 64-bit trace ids as 32 hex digits in B3 headers");
  public static final Setting<Long> BAGGAGE_MAX_ITEMS =
      ROWS.whole("DD_TRACE_BAGGAGE_MAX_ITEMS", 64, 0, Integer.MAX_VALUE, "Items read and written");
  public static final Setting<Long> BAGGAGE_MAX_BYTES =
      ROWS.whole(
          "DD_TRACE_BAGGAGE_MAX_BYTES", 8192, 0, Integer.MAX_VALUE, "Bytes read and written");
  public static final Setting<List<String>> BAGGAGE_TAG_KEYS =
      ROWS.row(
              Kind.LIST,
              "DD_TRACE_BAGGAGE_TAG_KEYS",
              List.of("user.id", "session.id", "account.id"),
              "Baggage that becomes tags of the local root; * for all; empty: none")
          .emptyCounts();

  public static final Setting<Boolean> BAGGAGE_INJECT =
      ROWS.flag(
          "DD_WRITER_BAGGAGE_INJECT",
          true,
          "Items of baggage that travel as ot-baggage-* are tags of every span, too");

  private PropagationSettings() {}
}
