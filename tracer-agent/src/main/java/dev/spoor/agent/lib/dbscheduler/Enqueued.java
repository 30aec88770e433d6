package dev.spoor.agent.lib.dbscheduler;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import dev.spoor.kind.EnqueuedJobs;
import dev.spoor.propagation.TraceParent;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for a task to be run. The table has no column for it, and a task's data are the
 * application's own: they are never written. So it is known
 *
 * <ul>
 *   <li>for tasks that run in the process that asked for them, from a table in memory;
 *   <li>in any process, for tasks whose data class has a public method {@code String
 *       traceparent()}: the application took the text along itself.
 * </ul>
 */
final class Enqueued {
  private static final EnqueuedJobs JOBS = new EnqueuedJobs();

  /** How a class of data tells, if it does. */
  private static final ClassValue<Way> WAYS =
      new ClassValue<>() {
        @Override
        protected Way computeValue(Class<?> type) {
          return new Way(find(type));
        }
      };

  private Enqueued() {}

  private record Way(@Nullable Method method) {}

  static @Nullable Object remember(TaskInstanceId task) {
    return JOBS.remember(key(task));
  }

  static void takeBack(Object remembered) {
    JOBS.takeBack(remembered);
  }

  static @Nullable String find(TaskInstanceId task) {
    return JOBS.find(key(task));
  }

  static void done(TaskInstanceId task) {
    JOBS.done(key(task));
  }

  private static String key(TaskInstanceId task) {
    return task.getTaskName().concat("\n").concat(task.getId());
  }

  /** Data of other classes are not even read. */
  static @Nullable String inData(@Nullable Class<?> type, TaskInstance<?> task) {
    Method method = type == null ? null : WAYS.get(type).method;
    Object data = method == null ? null : task.getData();
    if (method == null || data == null) {
      return null;
    }
    try {
      return (String) method.invoke(data);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static @Nullable Method find(Class<?> type) {
    try {
      Method method = type.getMethod(TraceParent.NAME);
      // The class itself need not be public.
      return method.getReturnType() == String.class && method.trySetAccessible() ? method : null;
    } catch (NoSuchMethodException | LinkageError e) {
      return null;
    }
  }
}
