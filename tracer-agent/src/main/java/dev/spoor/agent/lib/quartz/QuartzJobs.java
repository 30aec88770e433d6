package dev.spoor.agent.lib.quartz;

import dev.spoor.agent.plugin.SideTable;
import dev.spoor.kind.JobRun;
import dev.spoor.kind.JobSpans;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.spi.OperableTrigger;

/**
 * What the advice for Quartz does.
 *
 * <p>Who asks for a run is one more text in the trigger's data, which job stores keep whatever they
 * are: for triggers that fire once, since those that repeat belong to nobody's request. The
 * application's own map is never changed: the trigger has a copy while it is being stored, and what
 * comes out of the store is a trigger without the text again before any job or listener sees it.
 */
final class QuartzJobs {
  private static final JobSpans SPANS = new JobSpans("quartz");

  /** Who asked for the run of a trigger that has fired. */
  private static final SideTable<Trigger, String> ENQUEUED = new SideTable<>();

  private QuartzJobs() {}

  private record Stored(OperableTrigger trigger, JobDataMap own) {}

  /** Null when nobody asks, and where one method of a store calls another. */
  static @Nullable Object putIn(OperableTrigger trigger) {
    if (!(trigger instanceof SimpleTrigger simple) || simple.getRepeatCount() != 0) {
      return null;
    }
    JobDataMap own = trigger.getJobDataMap();
    String parent = own.containsKey(JobSpans.ENQUEUED_BY) ? null : JobSpans.currentParent();
    if (parent == null) {
      return null;
    }
    JobDataMap more = new JobDataMap(own);
    more.put(JobSpans.ENQUEUED_BY, parent);
    trigger.setJobDataMap(more);
    return new Stored(trigger, own);
  }

  static void putBack(Object state) {
    Stored stored = (Stored) state;
    stored.trigger.setJobDataMap(stored.own);
  }

  static void takeOut(OperableTrigger trigger) {
    JobDataMap map = trigger.getJobDataMap();
    if (map.get(JobSpans.ENQUEUED_BY) instanceof String parent) {
      JobDataMap own = new JobDataMap(map);
      own.remove(JobSpans.ENQUEUED_BY);
      own.clearDirtyFlag();
      trigger.setJobDataMap(own);
      ENQUEUED.put(trigger, parent);
    }
  }

  /** Never throws: it stands in the way of the job. */
  static @Nullable JobRun begin(JobExecutionContext context) {
    try {
      JobDetail job = context.getJobDetail();
      Trigger trigger = context.getTrigger();
      Class<?> type = job.getJobClass();
      String name = JobSpans.className(type);
      JobRun run = SPANS.start(String.valueOf(type), name, job.getKey().getGroup());
      if (run == null) {
        return null;
      }
      run.tag("quartz.trigger.name", trigger.getKey().getName())
          .tag("quartz.trigger.group", trigger.getKey().getGroup())
          .tag("quartz.job.name", job.getKey().getName())
          .tag("quartz.job.group", job.getKey().getGroup())
          .code(name, "execute")
          .id(context.getFireInstanceId())
          .attempt(context.getRefireCount() + 1)
          .enqueuedBy(ENQUEUED.get(trigger));
      Date due = context.getScheduledFireTime();
      if (due != null) {
        run.due(due.toInstant().toEpochMilli());
      }
      return run.begin(type.getClassLoader());
    } catch (RuntimeException | LinkageError e) {
      JobSpans.failed(e);
      return null;
    }
  }
}
