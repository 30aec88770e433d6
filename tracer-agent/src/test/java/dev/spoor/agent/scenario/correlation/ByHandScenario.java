package dev.spoor.agent.scenario.correlation;

import dev.spoor.Spoor;
import dev.spoor.agent.scenario.logback.TracedCall;

/**
 * Asks the application's own copy of the tracer for the ids, in a span and outside of spans; prints
 * {@code API|LINE|BY_HAND|<answer>} and {@code API|OUTSIDE|<answer>}.
 */
public final class ByHandScenario {
  private ByHandScenario() {}

  public static void main(String[] args) throws Exception {
    try (TracedCall calls = new TracedCall()) {
      calls.run(
          "BY_HAND",
          () -> {
            System.out.println("API|LINE|BY_HAND|" + Spoor.correlation());
            return null;
          });
    }
    System.out.println("API|OUTSIDE|" + Spoor.correlation());
    System.out.println("done");
  }
}
