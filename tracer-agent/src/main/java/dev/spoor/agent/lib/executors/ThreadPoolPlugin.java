package dev.spoor.agent.lib.executors;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.context.Carry;
import dev.spoor.context.TaskContexts;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * {@code ThreadPoolExecutor.execute} and everything that is built on it.
 *
 * <p>The queue of such a pool belongs to the application, and so do the hooks around a run, the
 * handler of rejected tasks and the list that {@code shutdownNow} returns. {@link PoolTasks}
 * decides which tasks are wrapped nevertheless; wherever the pool hands one of those out, the
 * application gets the task that it put in.
 *
 * <p>Workers that a pool starts, and tasks that repeat, begin with nothing current.
 */
public final class ThreadPoolPlugin implements Plugin {
  private static final String POOL = "java.util.concurrent.ThreadPoolExecutor";

  @Override
  public String name() {
    return "java_concurrent";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type(POOL)
            .method("execute", "java.lang.Runnable")
            .replaceArgument(0, "Execute")
            .method("runWorker")
            .replaceCalls("java.lang.Runnable", "run", "()V", "Run")
            .replaceCalls(
                POOL, "beforeExecute", "(Ljava/lang/Thread;Ljava/lang/Runnable;)V", "Before")
            .replaceCalls(
                POOL, "afterExecute", "(Ljava/lang/Runnable;Ljava/lang/Throwable;)V", "After")
            .method("reject", "java.lang.Runnable")
            .replaceArgument(0, "Reject")
            .method("remove", "java.lang.Runnable")
            .replaceCalls(
                "java.util.concurrent.BlockingQueue", "remove", "(Ljava/lang/Object;)Z", "Remove")
            .method("drainQueue")
            .advice("Drain")
            .method("addWorker")
            .advice("Without"),
        Target.type("java.util.concurrent.ScheduledThreadPoolExecutor")
            .method("scheduleAtFixedRate")
            .method("scheduleWithFixedDelay")
            .advice("Without"));
  }

  static final class Execute {
    private Execute() {}

    static @Nullable Runnable replace(ThreadPoolExecutor self, @Nullable Runnable task) {
      return PoolTasks.handOver(self, task);
    }
  }

  static final class Run {
    private Run() {}

    static void call(Runnable task) {
      TaskContexts.run(task);
    }
  }

  static final class Before {
    private Before() {}

    static void call(MethodHandle original, ThreadPoolExecutor self, Thread thread, Runnable task)
        throws Throwable {
      original.invokeExact(self, thread, Carry.original(task));
    }
  }

  static final class After {
    private After() {}

    static void call(
        MethodHandle original, ThreadPoolExecutor self, Runnable task, @Nullable Throwable thrown)
        throws Throwable {
      original.invokeExact(self, Carry.original(task), thrown);
    }
  }

  static final class Reject {
    private Reject() {}

    static @Nullable Runnable replace(ThreadPoolExecutor self, Runnable task) {
      return PoolTasks.takeBack(task);
    }
  }

  static final class Remove {
    private Remove() {}

    static boolean call(BlockingQueue<?> queue, Object task) {
      return PoolTasks.remove(queue, task);
    }
  }

  static final class Drain {
    private Drain() {}

    static void after(Object tasks) {
      PoolTasks.takeBackAll(tasks);
    }
  }
}
