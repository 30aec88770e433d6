package dev.spoor.agent.scenario.jobs;

import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.annotations.Job;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.storage.InMemoryStorageProvider;

/** JobRunr in memory. */
public final class JobRunrCases {
  private JobRunrCases() {}

  static void run() throws Exception {
    JobScheduler jobs =
        JobRunr.configure()
            .useStorageProvider(new InMemoryStorageProvider())
            .useBackgroundJobServer(
                usingStandardBackgroundJobServerConfiguration().andPollIntervalInSeconds(5), false)
            .initialize()
            .getJobScheduler();
    Stand.during(
        "/jobrunr",
        () -> {
          jobs.enqueue(() -> good());
          jobs.enqueue(() -> bad("secret-4711"));
        });
    jobs.enqueue(() -> alone());
    JobRunr.getBackgroundJobServer().start();
    Stand.await(3);
    JobRunr.destroy();
  }

  public static void good() {
    Stand.work("good");
  }

  @Job(retries = 0)
  public static void bad(String argument) {
    Stand.fail("bad");
  }

  public static void alone() {
    Stand.work("alone");
  }
}
