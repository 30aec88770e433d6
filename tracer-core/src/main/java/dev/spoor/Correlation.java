package dev.spoor;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * What ties a log line to its trace: the ids of the calling thread's current span, and the names
 * under which this process reports.
 *
 * <p>Ids are text, as Datadog's log intake wants them: the trace id as 32 lower-case hex digits (or
 * decimal for a 64-bit id, or when 128-bit ids in logs are off), the span id as unsigned decimal.
 * Names do not depend on a span, nor on whether tracing is on. Thread safe; nothing here throws.
 */
public final class Correlation {
  private static volatile @Nullable Config config;

  private Correlation() {}

  /** Trace id of the current span, or null when there is none. */
  public static @Nullable String traceId() {
    Span span = Span.current();
    return span == null ? null : span.trace().logId();
  }

  /** Id of the current span, or null when there is none. */
  public static @Nullable String spanId() {
    Span span = Span.current();
    return span == null ? null : span.logId();
  }

  /** {@code DD_SERVICE} or what stands in for it. */
  public static @Nullable String service() {
    return textOrNull(config().service());
  }

  /** {@code DD_ENV}, or null. */
  public static @Nullable String env() {
    return textOrNull(config().env());
  }

  /** {@code DD_VERSION} or what stands in for it, or null. */
  public static @Nullable String version() {
    return textOrNull(config().version());
  }

  private static @Nullable String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Config config() {
    Config known = config;
    if (known == null) {
      // Silent about bad values: whoever starts tracing tells of them, once.
      known = Config.resolve(Sources.process());
      config = known;
    }
    return known;
  }

  static void use(Config settings) {
    config = settings;
  }
}
