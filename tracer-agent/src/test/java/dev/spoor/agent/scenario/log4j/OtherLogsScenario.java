package dev.spoor.agent.scenario.log4j;

import dev.spoor.agent.scenario.logback.JulBridgeCases;
import dev.spoor.agent.scenario.logback.LoggingScenario;

/**
 * Runs the cases of Log4j 2 for each set of its versions, and those of java.util.logging, alone and
 * in Logback's hands.
 */
public final class OtherLogsScenario {
  private OtherLogsScenario() {}

  public static void main(String[] args) throws Exception {
    LoggingScenario.runSets(Log4jCases.class, args);
    Thread.currentThread().setContextClassLoader(OtherLogsScenario.class.getClassLoader());
    JulCases.run();
    JulBridgeCases.run();
    System.out.println("done");
  }
}
