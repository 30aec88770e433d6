package dev.spoor.agent.scenario.logback;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Every encoder behind every way of handing over, on platform and on virtual threads, each in a
 * span of its own. Prints {@code <set>|LINE|<name of the span>|<line>}; what the class path lacks
 * is told as {@code <set>|ABSENT|<what>}.
 */
public final class LoggingCases {
  private static final String[] ENCODERS = {
    "PATTERN", "JSON", "LOGSTASH", "DATADOG", "BOOTECS", "BOOTLOGSTASH", "BOOTGELF"
  };
  private static final String[] HAND_OVERS = {"DIRECT", "ASYNC", "LATER", "DISRUPTOR"};

  private LoggingCases() {}

  /** The argument is the name of the set of libraries. */
  public static void main(String[] args) throws Exception {
    String set = args[0];
    matrix(set, "PLATFORM", LoggingCases::onThisThread);
    if (Runtime.version().feature() >= 21) {
      matrix(set, "VIRTUAL", LoggingCases::onVirtualThread);
    } else {
      System.out.println(set + "|ABSENT|virtual threads");
    }
    MdcCases.run(set);
  }

  /** Where a case runs. */
  interface Place {
    void run(Callable<?> body) throws Exception;
  }

  private static void onThisThread(Callable<?> body) throws Exception {
    body.call();
  }

  private static void onVirtualThread(Callable<?> body) throws Exception {
    List<Exception> failures = new ArrayList<>();
    Runnable task =
        () -> {
          try {
            body.call();
          } catch (Exception e) {
            failures.add(e);
          }
        };
    Thread thread =
        (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    thread.join();
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  private static void matrix(String set, String placeName, Place place) throws Exception {
    try (TracedCall calls = new TracedCall()) {
      for (String encoder : ENCODERS) {
        for (String handOver : HAND_OVERS) {
          try {
            one(set, encoder, handOver, placeName, place, calls);
          } catch (ClassNotFoundException | NoClassDefFoundError e) {
            System.out.println(set + "|ABSENT|" + encoder + " " + handOver);
          }
        }
      }
    }
  }

  private static void one(
      String set, String encoder, String handOver, String placeName, Place place, TracedCall calls)
      throws Exception {
    LogTarget target = new LogTarget(encoder, handOver);
    String name = encoder + "_" + handOver + "_" + placeName + "_" + set;
    place.run(
        () -> {
          calls.run(
              name,
              () -> {
                target.logger.info("inside {}", encoder);
                return null;
              });
          return null;
        });
    System.out.println(set + "|LINE|" + name + "|" + target.stop());
  }
}
