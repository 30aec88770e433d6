package dev.spoor.agent.scenario.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.sun.management.ThreadMXBean;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Prints nanoseconds of CPU and bytes per line for one encoder, inside a span and outside of one.
 * No test: run its main with the test class path, with and without the agent, one encoder per
 * process. Arguments: {@code PATTERN|JSON|LOGSTASH|DATADOG} and how many entries the application
 * puts into its MDC.
 */
public final class LoggingCost {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 40;
  private static final int LINES = 20_000;

  private LoggingCost() {}

  public static void main(String[] args) throws Exception {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Logger logger = context.getLogger("dev.spoor.example.WidgetsController");
    logger.addAppender(
        LogTarget.streamAppender(
            context, LogTarget.encoder(context, args[0]), OutputStream.nullOutputStream()));
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      MDC.put("entry_" + i, "407b828f-4a7e-4a51-9d38-2f0c9b5d1a11");
    }
    String what = args[0] + ", " + args[1] + " entries, ";
    measure(what + "no span", logger);
    try (TracedCall calls = new TracedCall()) {
      calls.run(
          "COST",
          () -> {
            measure(what + "in span", logger);
            return null;
          });
    }
  }

  private static void measure(String what, Logger logger) {
    long time = Long.MAX_VALUE;
    long bytes = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long start = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < LINES; i++) {
        logger.info("found {} widgets for {}", "three", "someone");
      }
      time = Math.min(time, (THREADS.getCurrentThreadCpuTime() - start) / LINES);
      bytes = Math.min(bytes, (THREADS.getCurrentThreadAllocatedBytes() - allocated) / LINES);
    }
    System.out.printf(Locale.ROOT, "%-32s %6d ns %6d B%n", what, time, bytes);
  }
}
