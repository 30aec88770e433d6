package dev.spoor.agent.scenario.jobs;

import static org.quartz.JobBuilder.newJob;
import static org.quartz.TriggerBuilder.newTrigger;

import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.impl.StdSchedulerFactory;

/** Quartz with triggers that fire once, by hand, and again and again. */
final class QuartzCases {
  private QuartzCases() {}

  static void run() throws Exception {
    Properties settings = new Properties();
    settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    settings.setProperty("org.quartz.threadPool.threadCount", "1");
    Scheduler scheduler = new StdSchedulerFactory(settings).getScheduler();
    scheduler.start();
    Stand.during("/quartz", () -> ask(scheduler));
    Stand.await(4);
    scheduler.scheduleJob(newJob(Alone.class).withIdentity("alone").build(), once("alone").build());
    Stand.await(1);
    scheduler.shutdown(true);
  }

  private static org.quartz.TriggerBuilder<Trigger> once(String name) {
    return newTrigger().withIdentity(name, "shop").startNow();
  }

  private static void ask(Scheduler scheduler) throws Exception {
    Trigger trigger = once("good").usingJobData("own", "trigger").build();
    scheduler.scheduleJob(
        newJob(Good.class).withIdentity("good", "shop").usingJobData("job", "1").build(), trigger);
    Stand.require(trigger.getJobDataMap().size() == 1, "the application's trigger has changed");
    scheduler.scheduleJob(
        newJob(Bad.class).withIdentity("bad", "shop").build(), once("bad").build());
    scheduler.addJob(
        newJob(Triggered.class).withIdentity("triggered", "shop").storeDurably().build(), true);
    JobDataMap data = new JobDataMap();
    scheduler.triggerJob(new JobKey("triggered", "shop"), data);
    Stand.require(data.isEmpty(), "the application's data have changed");
    scheduler.scheduleJob(
        newJob(Repeated.class).withIdentity("repeated", "shop").build(),
        newTrigger()
            .withIdentity("repeated", "shop")
            .startNow()
            .withSchedule(SimpleScheduleBuilder.repeatHourlyForever())
            .build());
  }

  public static final class Good implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      Stand.work("good");
      Stand.require(
          new HashSet<>(context.getMergedJobDataMap().keySet()).equals(Set.of("own", "job")),
          "a job sees " + context.getMergedJobDataMap().keySet());
    }
  }

  public static final class Bad implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      Stand.fail("bad");
    }
  }

  public static final class Triggered implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      Stand.work("triggered");
    }
  }

  public static final class Repeated implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      Stand.work("repeated");
    }
  }

  public static final class Alone implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      Stand.work("alone");
    }
  }
}
