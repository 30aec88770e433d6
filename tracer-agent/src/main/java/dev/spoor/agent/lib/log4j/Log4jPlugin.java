package dev.spoor.agent.lib.log4j;

import dev.spoor.agent.plugin.LogIds;
import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.kind.LoggedErrors;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the current span in the context data of Log4j 2's events, from 2.7 on, so that
 * patterns with {@code %X{dd.trace_id}} and the JSON layouts have them, and as answers of {@code
 * ThreadContext.get}.
 *
 * <p>Every event, asynchronous loggers' too, gets its context data from an injector, on the thread
 * that logs; the ids are added to what the ones that Log4j brings return. The application's {@code
 * ThreadContext} is never written, and its own entries win.
 */
public final class Log4jPlugin implements Plugin {
  private static final String CORE = "org.apache.logging.log4j.core.";
  private static final String INJECTORS = CORE + "impl.ThreadContextDataInjector$";

  @Override
  public String name() {
    return "log4j";
  }

  @Override
  public List<Target> targets() {
    List<Target> targets = new ArrayList<>(idTargets());
    if (LoggedErrors.count()) {
      targets.add(logger(CORE + "Logger"));
      targets.add(logger(CORE + "async.AsyncLogger"));
    }
    return targets;
  }

  private static List<Target> idTargets() {
    return List.of(
        injector("ForCopyOnWriteThreadContextMap"),
        injector("ForDefaultThreadContextMap"),
        injector("ForGarbageFreeThreadContextMap"),
        Target.type("org.apache.logging.log4j.ThreadContext")
            .method("get", "java.lang.String")
            .advice("Get"));
  }

  private static Target injector(String type) {
    return Target.type(INJECTORS + type).method("injectContextData").arguments(2).advice("Inject");
  }

  /**
   * A line that has passed its logger's level: the method of the versions since 2.13, which takes
   * where it was logged, and the one before.
   */
  private static Target logger(String type) {
    String api = "org.apache.logging.log4j.";
    String text = "java.lang.String";
    String message = api + "message.Message";
    String thrown = "java.lang.Throwable";
    String place = "java.lang.StackTraceElement";
    return Target.type(type)
        .method("log", api + "Level", api + "Marker", text, place, message, thrown)
        .advice("MarkSpan")
        .method("logMessage", text, api + "Level", api + "Marker", message, thrown)
        .advice("MarkSpanBefore");
  }

  /** A line is written, for those who want logged exceptions on their spans. */
  static final class MarkSpan {
    private MarkSpan() {}

    static void enter(
        Object self,
        Level level,
        @Nullable Object marker,
        @Nullable String caller,
        @Nullable Object place,
        @Nullable Object message,
        @Nullable Throwable thrown) {
      if (thrown != null && level.isMoreSpecificThan(Level.ERROR)) {
        LoggedErrors.logged(thrown);
      }
    }
  }

  /** The same, in older versions. */
  static final class MarkSpanBefore {
    private MarkSpanBefore() {}

    static void enter(
        Object self,
        @Nullable String caller,
        Level level,
        @Nullable Object marker,
        @Nullable Object message,
        @Nullable Throwable thrown) {
      if (thrown != null && level.isMoreSpecificThan(Level.ERROR)) {
        LoggedErrors.logged(thrown);
      }
    }
  }

  /** An event has been given its context data. */
  static final class Inject {
    private Inject() {}

    static @Nullable StringMap after(@Nullable StringMap returned) {
      return returned == null ? null : ContextData.withIds(returned);
    }
  }

  /** The application asks its context. */
  static final class Get {
    private Get() {}

    static @Nullable String after(@Nullable String returned, @Nullable String key) {
      return returned != null || key == null || !key.startsWith(LogIds.PREFIX)
          ? returned
          : LogIds.answer(key);
    }
  }
}
