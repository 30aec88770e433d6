package dev.spoor.agent.lib.log4j;

import dev.spoor.Correlation;
import dev.spoor.agent.plugin.LogIds;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.trace.Span;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/**
 * The context data of an event and the ids of the calling thread's span.
 *
 * <p>A map that is frozen is shared with the thread's context or with other events, so the event
 * gets one of its own; one that is not belongs to the event already. Thread safe. Danger: this runs
 * inside every logging call, so nothing here throws.
 */
final class ContextData {
  // Settings do not change once the agent has started, which is before any advice is linked.
  private static final @Nullable String SERVICE = Correlation.service();
  private static final @Nullable String ENV = Correlation.env();
  private static final @Nullable String VERSION = Correlation.version();

  private static final LongAdder FAILED = Counters.of("log4j.ids.failed");

  private ContextData() {}

  static StringMap withIds(StringMap own) {
    try {
      Span span = Span.current();
      if (span != null && own.containsKey(LogIds.TRACE_ID)) {
        // Somebody has tied the line to a trace; a span of another one would point nowhere.
        span = null;
      }
      if (span == null && SERVICE == null && ENV == null && VERSION == null) {
        return own;
      }
      StringMap all = own.isFrozen() ? new SortedArrayStringMap(own) : own;
      if (span != null) {
        all.putValue(LogIds.TRACE_ID, span.trace().logId());
        putMissing(all, LogIds.SPAN_ID, span.logId());
      }
      putMissing(all, LogIds.SERVICE, SERVICE);
      putMissing(all, LogIds.ENV, ENV);
      putMissing(all, LogIds.VERSION, VERSION);
      return all;
    } catch (Exception | LinkageError e) {
      FAILED.increment();
      Log.once("log4j", "log lines go without trace ids", e);
      return own;
    }
  }

  private static void putMissing(StringMap map, String key, @Nullable String value) {
    if (value != null && !map.containsKey(key)) {
      map.putValue(key, value);
    }
  }
}
