package dev.spoor.agent.scenario.log4j;

import dev.spoor.agent.scenario.logback.LoggingScenario;

/** Runs the cases of Log4j 2 for each set of its versions, and those of java.util.logging. */
public final class OtherLogsScenario {
  private OtherLogsScenario() {}

  public static void main(String[] args) throws Exception {
    LoggingScenario.runSets(Log4jCases.class, args);
    Thread.currentThread().setContextClassLoader(OtherLogsScenario.class.getClassLoader());
    JulCases.run();
    System.out.println("done");
  }
}
