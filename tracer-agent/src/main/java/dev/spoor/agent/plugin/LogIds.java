package dev.spoor.agent.plugin;

import dev.spoor.Correlation;
import org.jspecify.annotations.Nullable;

/** What log lines say about the current span, under the names that Datadog's tracers give it. */
public final class LogIds {
  /** What all keys begin with. */
  public static final String PREFIX = "dd.";

  public static final String TRACE_ID = "dd.trace_id";
  public static final String SPAN_ID = "dd.span_id";
  public static final String SERVICE = "dd.service";
  public static final String ENV = "dd.env";
  public static final String VERSION = "dd.version";

  private LogIds() {}

  /**
   * What an application that asks for that key is told on the calling thread; null for unknown keys
   * and for what is not known.
   */
  public static @Nullable String answer(String key) {
    return switch (key) {
      case TRACE_ID -> Correlation.traceId();
      case SPAN_ID -> Correlation.spanId();
      case SERVICE -> Correlation.service();
      case ENV -> Correlation.env();
      case VERSION -> Correlation.version();
      default -> null;
    };
  }
}
