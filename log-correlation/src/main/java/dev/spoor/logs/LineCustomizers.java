package dev.spoor.logs;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** All {@link LineCustomizer}s of an application, each under guard. Thread safe. */
final class LineCustomizers {
  private static final LongAdder FAILED = Counters.of("logs.customizer.failed");

  private final List<LineCustomizer> all = new CopyOnWriteArrayList<>();

  /** With those that the application's services name; one that cannot be made is told of. */
  static LineCustomizers found() {
    LineCustomizers found = new LineCustomizers();
    try {
      ServiceLoader.load(LineCustomizer.class, LineCustomizer.class.getClassLoader())
          .forEach(found::add);
    } catch (RuntimeException | LinkageError | java.util.ServiceConfigurationError e) {
      failed(e);
    }
    return found;
  }

  void add(LineCustomizer customizer) {
    all.add(customizer);
  }

  void remove(LineCustomizer customizer) {
    all.remove(customizer);
  }

  boolean ignore(Map<String, ?> facts) {
    for (LineCustomizer each : all) {
      try {
        if (each.ignores(facts)) {
          return true;
        }
      } catch (Exception | LinkageError e) {
        failed(e);
      }
    }
    return false;
  }

  Map<String, Object> customFields(Map<String, ?> facts) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (LineCustomizer each : all) {
      try {
        fields.putAll(each.customFields(facts));
      } catch (Exception | LinkageError e) {
        failed(e);
      }
    }
    return fields;
  }

  Map<String, Object> beforeFormat(Map<String, Object> line, Map<String, ?> facts) {
    Map<String, Object> current = line;
    for (LineCustomizer each : all) {
      try {
        // A copy, so that one that fails half way leaves nothing behind.
        Map<String, Object> next = each.beforeFormat(new LinkedHashMap<>(current), facts);
        current = next == null ? current : next;
      } catch (Exception | LinkageError e) {
        failed(e);
      }
    }
    return current;
  }

  private static void failed(Throwable cause) {
    FAILED.increment();
    Log.once("logs.customizer", "a LineCustomizer failed; lines go without it", cause);
  }
}
