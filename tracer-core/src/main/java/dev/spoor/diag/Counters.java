package dev.spoor.diag;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Named counts of everything that the tracer drops, refuses, retries or swallows.
 *
 * <p>Names are dotted and lower case, such as {@code queue.dropped.traces}; those that Datadog's
 * own tracers report as health metrics keep their names. A count only grows. Thread safe; {@link
 * #of} is meant to be called once per call site and its result kept in a field.
 */
public final class Counters {
  private static final ConcurrentHashMap<String, LongAdder> ALL = new ConcurrentHashMap<>();

  private Counters() {}

  /** The counter of that name, made when it is first asked for. */
  public static LongAdder of(String name) {
    // No lambda: the first one of a process costs milliseconds, and this runs before main.
    LongAdder known = ALL.get(name);
    if (known == null) {
      LongAdder fresh = new LongAdder();
      known = ALL.putIfAbsent(name, fresh);
      if (known == null) {
        known = fresh;
      }
    }
    return known;
  }

  /** The value now, 0 for a name that nobody has counted under. */
  public static long value(String name) {
    LongAdder adder = ALL.get(name);
    return adder == null ? 0 : adder.sum();
  }

  /** All counts that are not zero, sorted by name. */
  public static Map<String, Long> snapshot() {
    Map<String, Long> result = new TreeMap<>();
    ALL.forEach(
        (name, adder) -> {
          long value = adder.sum();
          if (value != 0) {
            result.put(name, value);
          }
        });
    return result;
  }
}
