package dev.spoor.agent.lib.dbscheduler;

import com.github.kagkarlsson.scheduler.task.AbstractTask;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.kind.JobMetrics;
import dev.spoor.kind.JobRun;
import dev.spoor.kind.JobSpans;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of db-scheduler 11 to 16: one trace per run, with what the scheduler writes about its end
 * in it, linked to who asked for it; see {@link Enqueued}.
 */
public final class DbSchedulerPlugin implements Plugin {
  private static final String PACKAGE = "com.github.kagkarlsson.scheduler.";

  @Override
  public String name() {
    return "db-scheduler";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type(PACKAGE + "ExecutePicked")
            .method("executePickedExecution")
            .advice("Run")
            .method("failure")
            .advice("Failure"),
        Target.type(PACKAGE + "jdbc.JdbcTaskRepository")
            .method("createIfNotExists")
            .advice("Create")
            .method("createBatch")
            .advice("CreateBatch")
            .method("getDue")
            .method("lockAndGetDue")
            .advice("Poll"),
        Target.subtypesOf(PACKAGE + "task.AbstractTask")
            .method("execute")
            .arguments(2)
            .advice("Handle"));
  }

  /** A task is run on this thread, and how that ended is written. */
  static final class Run {
    private static final JobSpans SPANS = new JobSpans("db-scheduler");

    private Run() {}

    private record Running(JobRun run, TaskInstance<?> task) {}

    static @Nullable Object enter(Object self, Execution execution) {
      TaskInstance<?> task = execution.taskInstance;
      String name = task.getTaskName();
      JobRun run = SPANS.start(name, name, JobSpans.DEFAULT_QUEUE);
      if (run == null) {
        return null;
      }
      run.tag("db-scheduler.task.name", name)
          .attempt(execution.consecutiveFailures + 1)
          .due(execution.executionTime.toEpochMilli())
          .enqueuedBy(Enqueued.find(task))
          .begin(Thread.currentThread().getContextClassLoader());
      return new Running(run, task);
    }

    static void exit(Object state, @Nullable Throwable thrown) {
      Running running = (Running) state;
      if (running.run.end(thrown)) {
        Enqueued.done(running.task);
      }
    }
  }

  /** The task has thrown, which goes no further. */
  static final class Failure {
    private Failure() {}

    static void enter(Object self, Object task, Object execution, Throwable cause) {
      JobRun run = JobRun.current();
      if (run != null) {
        run.fail(cause);
      }
    }
  }

  /** A task runs whose data may know who asked for it. */
  static final class Handle {
    private Handle() {}

    static void enter(AbstractTask<?> self, TaskInstance<?> task) {
      JobRun run = JobRun.current();
      if (run != null && !run.isLinked()) {
        run.enqueuedBy(Enqueued.inData(self.getDataClass(), task));
      }
    }
  }

  /** A run is written to the table. */
  static final class Create {
    private Create() {}

    static @Nullable Object enter(Object self, TaskInstanceId task) {
      return Enqueued.remember(task);
    }

    static void exit(Object remembered, boolean created, @Nullable Throwable thrown) {
      if (!created) {
        Enqueued.takeBack(remembered);
      }
    }
  }

  /** Several runs are written to the table, or none. */
  static final class CreateBatch {
    private CreateBatch() {}

    static void enter(Object self, List<?> tasks) {
      for (Object task : tasks) {
        if (task instanceof TaskInstanceId id) {
          Enqueued.remember(id);
        }
      }
    }
  }

  /** The scheduler has looked for tasks that are due. */
  static final class Poll {
    private Poll() {}

    static void after(List<?> due) {
      boolean none = due.isEmpty() || !(due.get(0) instanceof Execution);
      long oldest = none ? 0 : ((Execution) due.get(0)).executionTime.toEpochMilli();
      JobMetrics.polled(JobSpans.DEFAULT_QUEUE, due.size(), oldest);
    }
  }
}
