package dev.spoor.agent.scenario.executors;

/** What the test plugin weaves: without it, there is no context at all. */
final class Probe {
  private Probe() {}

  /** Runs {@code body} under a new context of that name. */
  static void under(String name, Runnable body) {
    body.run();
  }

  /** The name of the current context, "none" for none. */
  static String current() {
    return "not woven";
  }

  /** The names of those contexts that begin with "leak" and that something still holds. */
  static String alive() {
    return "not woven";
  }

  /** What the tracer does once a second. */
  static void sweep() {}
}
