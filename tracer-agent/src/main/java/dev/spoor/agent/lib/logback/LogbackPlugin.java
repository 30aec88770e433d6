package dev.spoor.agent.lib.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.spoor.agent.plugin.LogIds;
import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.kind.LoggedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.MDCAdapter;

/**
 * The ids of the current span on the events of Logback 1.2 to 1.6, so that patterns with {@code
 * %X{dd.trace_id}} and any encoder that writes the MDC have them, and as answers of {@code
 * MDC.get}.
 *
 * <p>A logging event asks the MDC adapter for its map once and keeps what it gets. Inside that
 * question the ids are added, so reading an event's map again costs what it always did, and events
 * that bring a map of their own, such as those received from another process, are left alone. The
 * question is put as soon as a logger hands the event to its appenders, which is on the thread that
 * logs: every appender is right then, also one that hands the event to another thread without
 * having prepared it.
 *
 * <p>The MDC itself is never written, and neither a copy of it nor its keys show the ids: what a
 * task decorator carries into another thread cannot bring the ids of this one.
 */
public final class LogbackPlugin implements Plugin {
  private static final String CLASSIC = "ch.qos.logback.classic.";
  private static final String EVENT = CLASSIC + "spi.LoggingEvent";

  private static final String TO_MAP = "()Ljava/util/Map;";

  @Override
  public String name() {
    return "logback";
  }

  @Override
  public List<Target> targets() {
    List<Target> targets = new ArrayList<>(idTargets());
    if (LoggedErrors.count()) {
      targets.add(logger().advice("MarkSpan"));
    }
    return targets;
  }

  private static Target logger() {
    return Target.type(CLASSIC + "Logger").method("callAppenders", CLASSIC + "spi.ILoggingEvent");
  }

  private static List<Target> idTargets() {
    return List.of(
        logger().advice("FixMap"),
        Target.type(EVENT)
            .method("getMDCPropertyMap")
            .replaceCalls(
                CLASSIC + "util.LogbackMDCAdapter", "getPropertyMap", TO_MAP, "AskLogback")
            .replaceCalls("org.slf4j.spi.MDCAdapter", "getCopyOfContextMap", TO_MAP, "AskOther")
            .method("setMDCPropertyMap", "java.util.Map")
            .advice("ReplaceMap"),
        Target.type("org.slf4j.MDC").method("get", "java.lang.String").advice("Get"));
  }

  /** An event is on its way to the appenders. */
  static final class FixMap {
    private FixMap() {}

    static void enter(Object self, ILoggingEvent event) {
      if (event instanceof LoggingEvent) {
        try {
          event.getMDCPropertyMap();
        } catch (RuntimeException e) {
          // A context made by hand has no adapter. Appenders that read the map fail in the same
          // way, and report it where Logback's users look.
        }
      }
    }
  }

  /** The same, for those who want logged exceptions on their spans. */
  static final class MarkSpan {
    private MarkSpan() {}

    static void enter(Object self, ILoggingEvent event) {
      // Events of other classes were made elsewhere, in another process perhaps.
      if (event instanceof LoggingEvent
          && event.getLevel().isGreaterOrEqual(Level.ERROR)
          && event.getThrowableProxy() instanceof ThrowableProxy proxy) {
        LoggedErrors.logged(proxy.getThrowable());
      }
    }
  }

  /** An event asks Logback's own adapter, whose answer must not be changed. */
  static final class AskLogback {
    private AskLogback() {}

    static @Nullable Map<String, String> call(LogbackMDCAdapter adapter) {
      Map<String, String> own = adapter.getPropertyMap();
      return EventMaps.isFromOurs(adapter) ? EventMaps.complete(own) : EventMaps.withIds(own);
    }
  }

  /** An event asks an adapter of somebody else. */
  static final class AskOther {
    private AskOther() {}

    static @Nullable Map<String, String> call(MDCAdapter adapter) {
      return EventMaps.withIds(adapter.getCopyOfContextMap());
    }
  }

  /** An appender gives an event another map, which Logback allows before the first question. */
  static final class ReplaceMap {
    private ReplaceMap() {}

    static void enter(LoggingEvent event) {
      EventMaps.forget(event);
    }
  }

  /** The application asks its MDC. */
  static final class Get {
    private Get() {}

    static @Nullable String after(@Nullable String returned, String key) {
      return returned != null || !key.startsWith(LogIds.PREFIX) ? returned : LogIds.answer(key);
    }
  }
}
