package dev.spoor.agent.scenario.log4j;

import ch.qos.logback.classic.LoggerContext;
import dev.spoor.agent.scenario.logback.TracedCall;
import java.util.logging.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.slf4j.LoggerFactory;

/**
 * Exceptions that are caught and logged, each in a span of its own, by each of the logging
 * libraries; nothing is printed but {@code done}.
 */
public final class ErrorCases {
  private ErrorCases() {}

  public static void main(String[] args) throws Exception {
    ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getLogger("ROOT")
        .detachAndStopAllAppenders();
    java.util.logging.LogManager.getLogManager().reset();
    org.slf4j.Logger logback = LoggerFactory.getLogger("errors");
    org.apache.logging.log4j.Logger log4j = LogManager.getLogger("errors");
    java.util.logging.Logger jul = java.util.logging.Logger.getLogger("errors");
    try (TracedCall calls = new TracedCall();
        AsyncLoggerContext context = new AsyncLoggerContext("async")) {
      context.start();
      org.apache.logging.log4j.Logger async = context.getLogger("errors");
      in(calls, "LOGBACK", () -> logback.error("failed", boom("one")));
      in(calls, "LOGFOURJ", () -> log4j.error("failed", boom("one")));
      in(calls, "FLUENT", () -> fluently(log4j));
      in(calls, "ASYNC", () -> async.fatal("failed", boom("one")));
      in(calls, "JUL", () -> jul.log(Level.SEVERE, "failed", boom("one")));
      in(
          calls,
          "FIRST",
          () -> {
            logback.error("failed", boom("one"));
            logback.error("failed again", boom("two"));
          });
      in(
          calls,
          "QUIET",
          () -> {
            logback.warn("no error", boom("one"));
            logback.error("no exception");
            log4j.warn("no error", boom("one"));
            log4j.error("no exception");
            jul.log(Level.WARNING, "no error", boom("one"));
            jul.severe("no exception");
          });
      logback.error("outside", boom("one"));
    }
    System.out.println("done");
  }

  /** By the API of 2.13 and newer, or the only one before. */
  private static void fluently(org.apache.logging.log4j.Logger logger) {
    try {
      logger.atError().withThrowable(boom("one")).log("failed");
    } catch (NoSuchMethodError e) {
      logger.error("failed", boom("one"));
    }
  }

  private static Exception boom(String message) {
    return new IllegalStateException(message);
  }

  private static void in(TracedCall calls, String name, Runnable body) throws Exception {
    calls.run(
        name,
        () -> {
          body.run();
          return null;
        });
  }
}
