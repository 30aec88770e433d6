package dev.spoor.agent.lib.springscheduling;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.kind.JobRun;
import dev.spoor.kind.JobSpans;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

/**
 * Methods with {@code @Scheduled}, Spring 4 to 7, and from 6.2 on other tasks that a registrar of
 * scheduled tasks runs: one trace per run, whatever the thread did before. Tasks that are handed to
 * a {@code TaskScheduler} directly are an executor's tasks and make no trace of their own.
 */
public final class SpringSchedulingPlugin implements Plugin {
  private static final String PACKAGE = "org.springframework.scheduling.";

  @Override
  public String name() {
    return "spring-scheduling";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type(PACKAGE + "support.ScheduledMethodRunnable")
            .method("run")
            .arguments(0)
            .advice("RunMethod"),
        Target.type(PACKAGE + "config.Task$OutcomeTrackingRunnable")
            .method("run")
            .arguments(0)
            .replaceCalls("java.lang.Runnable", "run", "()V", "RunTask"));
  }

  /** A scheduled method is called. */
  static final class RunMethod {
    private RunMethod() {}

    static @Nullable Object enter(ScheduledMethodRunnable self) {
      return Spans.begin(self.getTarget().getClass(), self.getMethod().getName());
    }

    static void exit(Object run, @Nullable Throwable thrown) {
      ((JobRun) run).end(thrown);
    }
  }

  /** A scheduled task of any kind is run. */
  static final class RunTask {
    private RunTask() {}

    static void call(Runnable task) {
      JobRun run = task instanceof ScheduledMethodRunnable ? null : Spans.beginTask(task);
      Throwable thrown = null;
      try {
        task.run();
      } catch (Throwable e) {
        thrown = e;
        throw e;
      } finally {
        if (run != null) {
          run.end(thrown);
        }
      }
    }
  }

  /** Shared by the advice. */
  static final class Spans {
    private static final JobSpans SPANS = new JobSpans("spring-scheduling");

    private Spans() {}

    static @Nullable JobRun begin(Class<?> type, String method) {
      String name = JobSpans.methodName(type, method);
      JobRun run = SPANS.start(name, name, JobSpans.DEFAULT_QUEUE);
      return run == null
          ? null
          : run.code(JobSpans.className(type), method).begin(type.getClassLoader());
    }

    /** Never throws: it stands in the way of the task. */
    static @Nullable JobRun beginTask(Runnable task) {
      try {
        return begin(task.getClass(), "run");
      } catch (RuntimeException | LinkageError e) {
        JobSpans.failed(e);
        return null;
      }
    }
  }
}
