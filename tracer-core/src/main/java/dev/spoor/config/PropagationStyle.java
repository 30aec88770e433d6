package dev.spoor.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A family of headers that carry trace context between services. */
public enum PropagationStyle {
  DATADOG,
  TRACECONTEXT,
  B3MULTI,
  B3SINGLE,
  BAGGAGE;

  /**
   * The style of that configured name, whatever its case; {@code b3} is the older name of {@code
   * b3multi}. Null for a name that is unknown or not supported.
   */
  static @Nullable PropagationStyle of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "datadog" -> DATADOG;
      case "tracecontext" -> TRACECONTEXT;
      case "b3", "b3multi" -> B3MULTI;
      case "b3single", "b3 single header", "b3_single_header" -> B3SINGLE;
      case "baggage" -> BAGGAGE;
      default -> null;
    };
  }
}
