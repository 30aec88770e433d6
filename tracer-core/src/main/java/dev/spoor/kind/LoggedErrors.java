package dev.spoor.kind;

import dev.spoor.config.LogSettings;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.Span;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions that the application catches and logs: with {@code DD_LOGS_ERROR_MARKS_SPAN=true} they
 * make the current span an error. Off by default, since what is logged may well have been dealt
 * with.
 *
 * <p>The first one stays, and one that the span failed by stands above all that was logged before.
 * Thread safe.
 */
public final class LoggedErrors {
  private static final LongAdder FAILED = Counters.of("logs.error.failed");

  private LoggedErrors() {}

  /** Whether that is asked for. Fixed once the tracer has started. */
  public static boolean count() {
    return KindSettings.active().config().get(LogSettings.ERROR_MARKS_SPAN);
  }

  /**
   * A line of level ERROR (or more) is written on the calling thread. Never throws.
   *
   * @param thrown the exception it carries, if any
   */
  public static void logged(@Nullable Throwable thrown) {
    Span span = thrown == null ? null : Span.current();
    if (thrown == null || span == null) {
      return;
    }
    try {
      ErrorTags.recordFirst(span, thrown, ErrorRank.DEFAULT);
    } catch (Exception | LinkageError e) {
      FAILED.increment();
      Log.once("logs.error", "a logged exception is not on its span", e);
    }
  }
}
