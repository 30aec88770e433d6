package dev.spoor.agent.scenario.jobs;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Jobs of all libraries, one after the other. */
public final class JobsMain {
  private JobsMain() {}

  public static void main(String[] args) throws Exception {
    // Spring tells of tasks that fail.
    Logger.getLogger("").setLevel(Level.OFF);
    Stand.open();
    QuartzCases.run();
    JobRunrCases.run();
    DbSchedulerCases.run();
    SpringCases.run();
    Stand.close();
    System.out.println("done");
  }
}
