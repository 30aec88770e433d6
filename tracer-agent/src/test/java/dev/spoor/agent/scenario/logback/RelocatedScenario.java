package dev.spoor.agent.scenario.logback;

import dev.spoor.Spoor;

/**
 * A line by a pattern and one by the project's own encoder, each in a span; for a class path on
 * which Logback has other names. What the pattern wrote is printed as {@code BARE}, the encoder's
 * as {@code LINE}, and so is what the library answers who asks it.
 */
public final class RelocatedScenario {
  private RelocatedScenario() {}

  public static void main(String[] args) throws Exception {
    try (TracedCall calls = new TracedCall()) {
      one("PATTERN", "BARE", calls);
      one("DATADOG", "LINE", calls);
      calls.run(
          "API_RELOCATED",
          () -> {
            System.out.println("RELOCATED|LINE|API_RELOCATED|" + Spoor.correlation());
            return null;
          });
    }
    System.out.println(
        "RELOCATED|EVENT|" + ch.qos.logback.classic.spi.LoggingEvent.class.getName());
    System.out.println("done");
  }

  private static void one(String encoder, String kind, TracedCall calls) throws Exception {
    LogTarget target = new LogTarget(encoder, "DIRECT");
    String name = encoder + "_RELOCATED";
    calls.run(
        name,
        () -> {
          target.logger.info("inside");
          return null;
        });
    System.out.println("RELOCATED|" + kind + "|" + name + "|" + target.stop());
  }
}
