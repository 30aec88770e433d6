package dev.spoor.agent.lib.quartz;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.kind.JobRun;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;

/**
 * Jobs of Quartz 2.2 and newer: one trace per run, linked to who asked for it.
 *
 * <p>A run is seen where the scheduler calls the job, whatever class that is. Who asks for a run
 * waits with the trigger while a job store keeps it; see {@link QuartzJobs}.
 */
public final class QuartzPlugin implements Plugin {
  private static final String PACKAGE = "org.quartz.";

  @Override
  public String name() {
    return "quartz";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type(PACKAGE + "core.JobRunShell")
            .constructor()
            .arguments(2)
            .advice("Fired")
            .method("run")
            .arguments(0)
            .replaceCalls(
                PACKAGE + "Job", "execute", "(Lorg/quartz/JobExecutionContext;)V", "Execute"),
        store("simpl.RAMJobStore"),
        store("impl.jdbcjobstore.JobStoreSupport"));
  }

  private static Target store(String type) {
    return Target.type(PACKAGE + type)
        .method("storeTrigger", PACKAGE + "spi.OperableTrigger", "boolean")
        .advice("Store")
        .method("storeJobAndTrigger")
        .arguments(2)
        .advice("StoreBoth");
  }

  /** The scheduler calls a job. */
  static final class Execute {
    private Execute() {}

    static void call(Job job, JobExecutionContext context) throws JobExecutionException {
      JobRun run = QuartzJobs.begin(context);
      Throwable thrown = null;
      try {
        job.execute(context);
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

  /** A trigger has come out of the store. */
  static final class Fired {
    private Fired() {}

    static void enter(Object scheduler, TriggerFiredBundle bundle) {
      QuartzJobs.takeOut(bundle.getTrigger());
    }
  }

  /** A trigger goes into the store. */
  static final class Store {
    private Store() {}

    static @Nullable Object enter(Object self, OperableTrigger trigger) {
      return QuartzJobs.putIn(trigger);
    }

    static void exit(Object stored) {
      QuartzJobs.putBack(stored);
    }
  }

  /** A job and its trigger go into the store. */
  static final class StoreBoth {
    private StoreBoth() {}

    static @Nullable Object enter(Object self, Object job, OperableTrigger trigger) {
      return QuartzJobs.putIn(trigger);
    }

    static void exit(Object stored) {
      QuartzJobs.putBack(stored);
    }
  }
}
