package dev.spoor.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import dev.spoor.agent.scenario.logback.TracedCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent that logs by Logback before any other agent has started, and an application that goes on
 * with the same logger. Prints {@code EARLY|<kind>|<span>|<map of the event>}.
 */
public final class EarlyLoggingApp {
  private static @Nullable ListAppender<ILoggingEvent> kept;
  private static @Nullable Logger logger;
  private static @Nullable LoggingEvent made;

  private EarlyLoggingApp() {}

  public static void premain(String arguments) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    kept = new ListAppender<>();
    kept.start();
    logger = context.getLogger("early");
    logger.addAppender(kept);
    logger.info("before");
    kept.list.get(0).getMDCPropertyMap();
    made = new LoggingEvent("early", logger, Level.INFO, "made before", null, null);
  }

  public static void main(String[] arguments) throws Exception {
    ListAppender<ILoggingEvent> list = kept;
    Logger early = logger;
    LoggingEvent unasked = made;
    if (list == null || early == null || unasked == null) {
      throw new IllegalStateException("not started as an agent");
    }
    try (TracedCall calls = new TracedCall()) {
      calls.run(
          "EARLY_AFTER",
          () -> {
            early.info("after");
            return print("LINE", "EARLY_AFTER", list.list.get(1));
          });
      calls.run("EARLY_ASKED", () -> print("ASKED", "EARLY_ASKED", list.list.get(0)));
      calls.run(
          "EARLY_MADE",
          () -> {
            early.callAppenders(unasked);
            return print("LINE", "EARLY_MADE", unasked);
          });
    }
    System.out.println("done");
  }

  private static @Nullable Object print(String kind, String span, ILoggingEvent event) {
    Map<String, String> map = event.getMDCPropertyMap();
    System.out.println("EARLY|" + kind + "|" + span + "|" + map);
    return null;
  }
}
