package dev.spoor.agent.lib.logback;

import ch.qos.logback.classic.spi.LoggingEvent;
import dev.spoor.Correlation;
import dev.spoor.agent.plugin.LogIds;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.trace.Span;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The map that a logging event answers with: the application's own entries, and the ids of the
 * calling thread's span where those do not name them.
 *
 * <p>Each event gets a {@code HashMap} of its own. It could be shared by the lines of a span, but
 * appenders exist that write into an event's map or send it elsewhere, and a line must not show
 * what another one was given.
 *
 * <p>Thread safe. Danger: this runs inside every logging call, so nothing here throws.
 */
final class EventMaps {
  /** Adapter of the project's own encoder: reads the application's and adds what it knows. */
  private static final String OURS = "dev.spoor.logs.CorrelatedMdc";

  // Settings do not change once the agent has started, which is before any advice is linked.
  private static final @Nullable String SERVICE = Correlation.service();
  private static final @Nullable String ENV = Correlation.env();
  private static final @Nullable String VERSION = Correlation.version();
  private static final int CONSTANTS =
      (SERVICE == null ? 0 : 1) + (ENV == null ? 0 : 1) + (VERSION == null ? 0 : 1);

  private static final LongAdder FAILED = Counters.of("logback.ids.failed");
  private static final @Nullable VarHandle MAP = findMap();

  private EventMaps() {}

  /** A map with the ids, or the given one when there is nothing to add; that one is not written. */
  static @Nullable Map<String, String> withIds(@Nullable Map<String, String> own) {
    try {
      return copyWithIds(own);
    } catch (Exception | LinkageError e) {
      return failed(own, e);
    }
  }

  private static @Nullable Map<String, String> copyWithIds(@Nullable Map<String, String> own) {
    int owned = own == null ? 0 : own.size();
    Span span = Span.current();
    if (span != null && own != null && own.containsKey(LogIds.TRACE_ID)) {
      // Somebody has tied the line to a trace; a span of another one would point nowhere.
      span = null;
    }
    int size = owned + CONSTANTS + (span == null ? 0 : 2);
    if (size == owned) {
      return own;
    }
    // The least capacity that holds the entries without growing.
    Map<String, String> all = new HashMap<>((size * 4 + 2) / 3);
    if (span != null) {
      all.put(LogIds.TRACE_ID, span.trace().logId());
      all.put(LogIds.SPAN_ID, span.logId());
    }
    put(all, LogIds.SERVICE, SERVICE);
    put(all, LogIds.ENV, ENV);
    put(all, LogIds.VERSION, VERSION);
    if (own != null) {
      // Last, so that what the application says under one of these keys stands.
      all.putAll(own);
    }
    return all;
  }

  private static void put(Map<String, String> map, String key, @Nullable String value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  /** Whether the adapter is known to make a new map for each question. */
  static boolean isFromOurs(Object adapter) {
    return adapter.getClass().getName().equals(OURS);
  }

  /** Adds the ids to a map that belongs to nobody else, where it lacks them. */
  static @Nullable Map<String, String> complete(@Nullable Map<String, String> map) {
    if (map == null || map.getClass() != HashMap.class) {
      return withIds(map);
    }
    try {
      Span span = Span.current();
      if (span != null && map.putIfAbsent(LogIds.TRACE_ID, span.trace().logId()) == null) {
        map.putIfAbsent(LogIds.SPAN_ID, span.logId());
      }
      return map;
    } catch (Exception | LinkageError e) {
      return failed(map, e);
    }
  }

  private static @Nullable Map<String, String> failed(
      @Nullable Map<String, String> own, Throwable cause) {
    FAILED.increment();
    Log.once("logback", "log lines go without trace ids", cause);
    return own;
  }

  /**
   * Takes back an event's map. Logback throws when a map is set after the event was asked for it;
   * it is asked earlier with the agent than without, and an appender must not fail from that.
   */
  static void forget(LoggingEvent event) {
    VarHandle map = MAP;
    if (map != null) {
      map.set(event, null);
    }
  }

  private static @Nullable VarHandle findMap() {
    try {
      return MethodHandles.privateLookupIn(LoggingEvent.class, MethodHandles.lookup())
          .findVarHandle(LoggingEvent.class, "mdcPropertyMap", Map.class);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Logback as a named module, or without that field: setting a map late fails as ever.
      return null;
    }
  }
}
