package dev.spoor.agent;

import java.io.IOException;

/** The same with the oldest version of each library. */
class OldJobsIT extends JobsIT {
  @Override
  ScenarioApp libraries(ScenarioApp app) throws IOException {
    return app.with("quartz-2.2")
        .with("jobrunr-6")
        .with("db-scheduler-11")
        .with("spring-5.3")
        .withOwn("h2-");
  }

  @Override
  boolean seesOtherTasks() {
    return false;
  }
}
