package dev.spoor.agent.scenario.executors;

/** All cases, or those whose group is named. */
public final class ExecutorScenario {
  private ExecutorScenario() {}

  public static void main(String[] arguments) throws Exception {
    String only = arguments.length == 0 ? "" : arguments[0];
    if (only.isEmpty()) {
      PoolCases.runAll();
      FutureCases.runAll();
      ForkJoinCases.runAll();
      IdentityCases.runAll();
      LeakCases.runAll();
    }
    VirtualCases.runAll();
    System.out.println("end");
    // What a failed case leaves running must not keep the test waiting.
    System.exit(0);
  }
}
