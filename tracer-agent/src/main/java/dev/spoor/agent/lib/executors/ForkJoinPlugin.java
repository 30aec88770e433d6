package dev.spoor.agent.lib.executors;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.context.Carry;
import dev.spoor.context.Context;
import dev.spoor.context.TaskContexts;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * Fork-join pools, the common pool and parallel streams.
 *
 * <p>Runnables and callables are wrapped where the pool makes its own task around them. A {@link
 * ForkJoinTask} of the application or of a stream is what its owner joins, so it stays as it is and
 * its context waits in a side table until some thread executes it.
 *
 * <p>A worker that waits in {@code join} may help with a task of somebody else. Such a task has its
 * own context, unless it was forked with nothing current; then it sees the helper's, since that is
 * not to be told from a task that its owner executes in place.
 */
public final class ForkJoinPlugin implements Plugin {
  private static final String POOL = "java.util.concurrent.ForkJoinPool";
  private static final String TASK = "java.util.concurrent.ForkJoinTask";
  private static final String RUNNABLE = "java.lang.Runnable";
  private static final String CALLABLE = "java.util.concurrent.Callable";
  private static final String OBJECT = "java.lang.Object";

  @Override
  public String name() {
    return "fjp";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type(TASK)
            .method("fork")
            .arguments(0)
            .advice("Fork")
            .method("doExec")
            .advice("Execute"),
        Target.type(POOL)
            .method("execute", TASK)
            .method("submit", TASK)
            .method("invoke", TASK)
            .method("externalSubmit", TASK)
            .method("lazySubmit", TASK)
            .method("execute", RUNNABLE)
            .method("submit", RUNNABLE)
            .advice("Submit")
            .method("createWorker")
            .method("scheduleAtFixedRate")
            .method("scheduleWithFixedDelay")
            .advice("Without"),
        runnable("AdaptedRunnable", RUNNABLE, OBJECT),
        runnable("AdaptedRunnableAction", RUNNABLE),
        runnable("RunnableExecuteAction", RUNNABLE),
        runnable("AdaptedInterruptibleRunnable", RUNNABLE, OBJECT),
        callable(TASK + "$AdaptedCallable", CALLABLE),
        callable(TASK + "$AdaptedInterruptibleCallable", CALLABLE),
        callable(TASK + "$CallableWithTimeout", CALLABLE, TASK),
        callable(
            TASK + "$InvokeAnyTask", CALLABLE, TASK + "$InvokeAnyRoot", TASK + "$InvokeAnyTask"),
        Target.type(POOL + "$InvokeAnyTask")
            .constructor(POOL + "$InvokeAnyRoot", CALLABLE)
            .replaceArgument(1, "SecondCallable"),
        Target.type("java.util.concurrent.DelayScheduler$ScheduledForkJoinTask")
            .constructor("long", "long", "boolean", RUNNABLE, CALLABLE, POOL)
            .replaceArgument(3, "ScheduledRunnable")
            .replaceArgument(4, "ScheduledCallable"));
  }

  private static Target runnable(String nested, String... arguments) {
    return Target.type(TASK + "$" + nested)
        .constructor(arguments)
        .replaceArgument(0, "FirstRunnable");
  }

  private static Target callable(String type, String... arguments) {
    return Target.type(type).constructor(arguments).replaceArgument(0, "FirstCallable");
  }

  static final class Fork {
    private Fork() {}

    static void enter(Object self) {
      TaskContexts.captureOnly(self);
    }
  }

  /** Submission of a task that is a fork-join task already. */
  static final class Submit {
    private Submit() {}

    static void enter(Object self, @Nullable Object task) {
      if (task instanceof ForkJoinTask
          && !(task instanceof Runnable runnable && PoolTasks.carriesByItself(runnable))) {
        TaskContexts.captureOnly(task);
      }
    }
  }

  static final class Execute {
    /**
     * Stands for "nothing was current", since null would mean that there is nothing to put back.
     */
    private static final Object NOTHING = new Object();

    private Execute() {}

    static @Nullable Object enter(Object self) {
      Context context = TaskContexts.take(self);
      if (context == null) {
        return null;
      }
      Context before = Context.swap(context);
      return before == null ? NOTHING : before;
    }

    static void exit(Object before) {
      Context.swap(before == NOTHING ? null : (Context) before);
    }
  }

  static final class FirstRunnable {
    private FirstRunnable() {}

    static @Nullable Runnable replace(@Nullable Runnable task) {
      return Carry.runnable(task);
    }
  }

  static final class FirstCallable {
    private FirstCallable() {}

    static @Nullable Callable<?> replace(@Nullable Callable<?> task) {
      return Carry.callable(task);
    }
  }

  static final class SecondCallable {
    private SecondCallable() {}

    static @Nullable Callable<?> replace(Object root, @Nullable Callable<?> task) {
      return Carry.callable(task);
    }
  }

  static final class ScheduledRunnable {
    private ScheduledRunnable() {}

    static @Nullable Runnable replace(
        long delay, long period, boolean immediate, @Nullable Runnable task) {
      return Carry.runnable(task);
    }
  }

  static final class ScheduledCallable {
    private ScheduledCallable() {}

    static @Nullable Callable<?> replace(
        long delay,
        long period,
        boolean immediate,
        @Nullable Runnable other,
        @Nullable Callable<?> task) {
      return Carry.callable(task);
    }
  }
}
