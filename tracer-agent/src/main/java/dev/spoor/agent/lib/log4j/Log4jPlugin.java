package dev.spoor.agent.lib.log4j;

import dev.spoor.agent.plugin.LogIds;
import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;
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
  private static final String INJECTORS =
      "org.apache.logging.log4j.core.impl.ThreadContextDataInjector$";

  @Override
  public String name() {
    return "log4j";
  }

  @Override
  public List<Target> targets() {
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
