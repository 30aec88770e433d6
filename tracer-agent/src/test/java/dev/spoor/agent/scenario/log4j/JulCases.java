package dev.spoor.agent.scenario.log4j;

import dev.spoor.agent.scenario.logback.TracedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.XMLFormatter;

/** java.util.logging: formatted at once, and later on another thread. */
final class JulCases {
  private JulCases() {}

  static void run() throws Exception {
    Logger logger = Logger.getLogger("scenario");
    logger.setUseParentHandlers(false);
    Kept kept = new Kept();
    logger.addHandler(kept);
    try (TracedCall calls = new TracedCall()) {
      calls.run(
          "JUL_NOW",
          () -> {
            logger.log(Level.INFO, "JUL|LINE|JUL_NOW|with {0}", "a parameter");
            kept.print(new SimpleFormatter());
            return null;
          });
      calls.run(
          "JUL_LATER",
          () -> {
            logger.info("JUL|LINE|JUL_LATER|inside");
            return null;
          });
      Thread writer = new Thread(() -> kept.print(new XMLFormatter()));
      writer.start();
      writer.join();
    }
    logger.info("JUL|OUTSIDE|after");
    kept.print(new SimpleFormatter());
  }

  /** Keeps records as they come; prints the one line of each that has the message. */
  private static final class Kept extends Handler {
    private final List<LogRecord> records = new ArrayList<>();

    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    void print(Formatter formatter) {
      for (LogRecord record : records) {
        for (String line : formatter.format(record).split("\n")) {
          if (line.contains("JUL|")) {
            System.out.println(line.replaceAll(".*JUL\\|", "JUL|"));
          }
        }
      }
      records.clear();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
