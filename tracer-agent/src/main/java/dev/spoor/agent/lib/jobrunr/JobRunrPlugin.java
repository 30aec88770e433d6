package dev.spoor.agent.lib.jobrunr;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.kind.JobRun;
import dev.spoor.kind.JobSpans;
import java.util.List;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.jobs.states.EnqueuedState;
import org.jobrunr.jobs.states.FailedState;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.server.runner.BackgroundJobRunner;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of JobRunr 6 to 8: one trace per run, linked to who asked for it.
 *
 * <p>Who asks for a job is an entry of the job's metadata, where JobRunr keeps such things itself:
 * it is stored with the job, goes with every retry, and is dropped when the job has succeeded. It
 * is written where JobRunr writes the MDC there, which every job passes that an application makes.
 */
public final class JobRunrPlugin implements Plugin {
  private static final String PACKAGE = "org.jobrunr.";

  @Override
  public String name() {
    return "jobrunr";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type(PACKAGE + "jobs.mappers.MDCMapper")
            .method("saveMDCContextToJob", PACKAGE + "jobs.Job")
            .advice("Enqueue"),
        Target.type(PACKAGE + "server.BackgroundJobPerformer")
            .method("runActualJob")
            .replaceCalls(
                PACKAGE + "server.runner.BackgroundJobRunner",
                "run",
                "(Lorg/jobrunr/jobs/Job;)V",
                "Run"));
  }

  /** A job is about to be stored. */
  static final class Enqueue {
    private Enqueue() {}

    static void enter(Job job) {
      String parent = JobSpans.currentParent();
      if (parent != null) {
        job.getMetadata().put(JobSpans.ENQUEUED_BY, parent);
      }
    }
  }

  /** A job is run. */
  static final class Run {
    private static final JobSpans SPANS = new JobSpans("jobrunr");

    private Run() {}

    static void call(BackgroundJobRunner runner, Job job) throws Exception {
      JobRun run = begin(job);
      Throwable thrown = null;
      try {
        runner.run(job);
      } catch (Throwable e) {
        thrown = e;
        throw e;
      } finally {
        if (run != null) {
          run.end(thrown);
        }
      }
    }

    private static @Nullable JobRun begin(Job job) {
      try {
        JobDetails details = job.getJobDetails();
        String name = simpleName(details.getClassName());
        String method = name.concat(".").concat(details.getMethodName());
        JobRun run = SPANS.start(method, method, JobSpans.DEFAULT_QUEUE);
        if (run == null) {
          return null;
        }
        String id = job.getId().toString();
        run.tag("jobrunr.job.id", id).id(id).code(name, details.getMethodName());
        int failures = 0;
        for (JobState state : job.getJobStates()) {
          failures += state instanceof FailedState ? 1 : 0;
          if (state instanceof EnqueuedState) {
            run.due(state.getCreatedAt().toEpochMilli());
          }
        }
        if (job.getMetadata().get(JobSpans.ENQUEUED_BY) instanceof String parent) {
          run.enqueuedBy(parent);
        }
        return run.attempt(failures + 1).begin(Thread.currentThread().getContextClassLoader());
      } catch (RuntimeException | LinkageError e) {
        JobSpans.failed(e);
        return null;
      }
    }

    private static String simpleName(String className) {
      int dot = Math.max(className.lastIndexOf('.'), className.lastIndexOf('$'));
      return className.substring(dot + 1);
    }
  }
}
