package dev.spoor.agent.scenario.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * java.util.logging in Logback's hands, as Spring Boot has it: by jul-to-slf4j, before a pattern
 * and a JSON encoder. Prints {@code JULBRIDGE|LINE|<name of the span>|<line>}, and what the event
 * says is its message as {@code JULBRIDGE|MESSAGE|<message>}.
 */
public final class JulBridgeCases {
  private static final String BRIDGED = "bridged";

  private JulBridgeCases() {}

  public static void run() throws Exception {
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.install();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(BRIDGED).setAdditive(false);
    // The second logger's records pass its parent's handlers, the bridge among them.
    List<Logger> loggers = List.of(Logger.getLogger(BRIDGED), Logger.getLogger(BRIDGED + ".below"));
    try (TracedCall calls = new TracedCall()) {
      for (String encoder : new String[] {"PATTERN", "JSON"}) {
        for (int i = 0; i < loggers.size(); i++) {
          one(
              context,
              encoder,
              loggers.get(i),
              "BRIDGED_" + encoder + (i == 0 ? "" : "_BELOW"),
              calls);
        }
      }
    } finally {
      SLF4JBridgeHandler.uninstall();
    }
  }

  private static void one(
      LoggerContext context, String encoder, Logger logger, String name, TracedCall calls)
      throws Exception {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Appender<ILoggingEvent> stream =
        LogTarget.streamAppender(context, LogTarget.encoder(context, encoder), written);
    ListAppender<ILoggingEvent> kept = new ListAppender<>();
    kept.start();
    context.getLogger(BRIDGED).addAppender(stream);
    context.getLogger(BRIDGED).addAppender(kept);
    calls.run(
        name,
        () -> {
          logger.log(Level.INFO, "with {0}", "a parameter");
          return null;
        });
    context.getLogger(BRIDGED).detachAndStopAllAppenders();
    String line = written.toString(StandardCharsets.UTF_8).strip();
    System.out.println("JULBRIDGE|LINE|" + name + "|" + line);
    for (ILoggingEvent event : kept.list) {
      System.out.println("JULBRIDGE|MESSAGE|" + event.getFormattedMessage());
    }
  }
}
