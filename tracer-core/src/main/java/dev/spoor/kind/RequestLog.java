package dev.spoor.kind;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The way from the tracer to the request log of an application: {@code dev.spoor.logs.RequestLog},
 * found by name in the application's class loader, since the tracer and the application may have
 * different copies of everything.
 *
 * <p>Looked up once per loader. An application without the class costs a walk over a short array
 * from then on. Neither the loader nor the method handles are held strongly from here: the handles
 * hang on the application's class itself, so they go with it when it is undeployed. Thread safe.
 */
final class RequestLog {
  private static final String NAME = "dev.spoor.logs.RequestLog";
  private static final AtomicReference<Known[]> KNOWN = new AtomicReference<>(new Known[0]);

  /** Keeps each {@link RequestLog} as long as the class that it leads to, and no longer. */
  private static final ClassValue<RequestLog> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected RequestLog computeValue(Class<?> type) {
          try {
            return new RequestLog(type);
          } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
          }
        }
      };

  /** What a loader has; {@code log} is null when it has no such class. */
  private record Known(
      WeakReference<ClassLoader> loader, @Nullable WeakReference<RequestLog> log) {}

  private final MethodHandle enabled;
  private final MethodHandle log;

  private RequestLog(Class<?> type) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    this.enabled = lookup.findStatic(type, "isEnabled", MethodType.methodType(boolean.class));
    this.log = lookup.findStatic(type, "log", MethodType.methodType(void.class, Map.class));
  }

  /** The request log that a class loader sees, or null. */
  static @Nullable RequestLog of(ClassLoader loader) {
    for (Known known : KNOWN.get()) {
      if (known.loader.refersTo(loader)) {
        return known.log == null ? null : known.log.get();
      }
    }
    RequestLog found = find(loader);
    remember(
        new Known(new WeakReference<>(loader), found == null ? null : new WeakReference<>(found)));
    return found;
  }

  private static @Nullable RequestLog find(ClassLoader loader) {
    try {
      return OF_CLASS.get(Class.forName(NAME, true, loader));
    } catch (ClassNotFoundException ordinary) {
      return null;
    } catch (RuntimeException | LinkageError e) {
      Counters.of("request.log.unusable").increment();
      Log.once("request.log", "request lines are off: the application's request log misfits", e);
      return null;
    }
  }

  private static void remember(Known fresh) {
    Known[] before;
    List<Known> after;
    do {
      before = KNOWN.get();
      after = new ArrayList<>(before.length + 1);
      for (Known known : before) {
        if (!known.loader.refersTo(null)) {
          after.add(known);
        }
      }
      after.add(fresh);
    } while (!KNOWN.compareAndSet(before, after.toArray(new Known[0])));
  }

  /** False when the application has switched request lines off. */
  boolean isEnabled() {
    try {
      return (boolean) enabled.invokeExact();
    } catch (Throwable e) {
      throw sneak(e);
    }
  }

  void write(Map<String, Object> fields) {
    try {
      log.invokeExact((Map<?, ?>) fields);
    } catch (Throwable e) {
      throw sneak(e);
    }
  }

  private static RuntimeException sneak(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }
}
