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
 * The way from the tracer to the log lines of an application: a class of the log correlation
 * library, found by name in the application's class loader, since the tracer and the application
 * may have different copies of everything. Nothing but JDK types passes.
 *
 * <p>Looked up once per loader. An application without the class costs a walk over a short array
 * from then on. Neither the loader nor the method handles are held strongly from here: the handles
 * hang on the application's class itself, so they go with it when it is undeployed. Thread safe.
 */
final class LineDoor {
  /** One line per request. */
  static final LineDoor REQUESTS = new LineDoor("dev.spoor.logs.RequestLog");

  /** One line per run of a background job. */
  static final LineDoor JOBS = new LineDoor("dev.spoor.logs.JobLog");

  /** Keeps each {@link Lines} as long as the class that it leads to, and no longer. */
  private static final ClassValue<Lines> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected Lines computeValue(Class<?> type) {
          try {
            return new Lines(type);
          } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
          }
        }
      };

  /** What a loader has; {@code lines} is null when it has no such class. */
  private record Known(WeakReference<ClassLoader> loader, @Nullable WeakReference<Lines> lines) {}

  private final String className;
  private final AtomicReference<Known[]> known = new AtomicReference<>(new Known[0]);

  private LineDoor(String className) {
    this.className = className;
  }

  /** What writes the lines of applications that live in that class loader, or null. */
  @Nullable Lines of(ClassLoader loader) {
    for (Known each : known.get()) {
      if (each.loader.refersTo(loader)) {
        return each.lines == null ? null : each.lines.get();
      }
    }
    Lines found = find(loader);
    remember(
        new Known(new WeakReference<>(loader), found == null ? null : new WeakReference<>(found)));
    return found;
  }

  private @Nullable Lines find(ClassLoader loader) {
    try {
      return OF_CLASS.get(Class.forName(className, true, loader));
    } catch (ClassNotFoundException ordinary) {
      return null;
    } catch (RuntimeException | LinkageError e) {
      Counters.of("request.log.unusable").increment();
      Log.once(
          className, "lines are off: the application's ".concat(className).concat(" misfits"), e);
      return null;
    }
  }

  private void remember(Known fresh) {
    Known[] before;
    List<Known> after;
    do {
      before = known.get();
      after = new ArrayList<>(before.length + 1);
      for (Known each : before) {
        if (!each.loader.refersTo(null)) {
          after.add(each);
        }
      }
      after.add(fresh);
    } while (!known.compareAndSet(before, after.toArray(new Known[0])));
  }

  /** The application's side. */
  static final class Lines {
    private final MethodHandle enabled;
    private final MethodHandle log;

    private Lines(Class<?> type) throws ReflectiveOperationException {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      this.enabled = lookup.findStatic(type, "isEnabled", MethodType.methodType(boolean.class));
      this.log = lookup.findStatic(type, "log", MethodType.methodType(void.class, Map.class));
    }

    /** False when the application has switched these lines off. */
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
}
