package dev.spoor.agent.scenario.log4j;

import dev.spoor.agent.scenario.logback.TracedCall;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Synchronous and asynchronous loggers and appenders before a pattern and a JSON layout, each in a
 * span of its own; what is printed is as in the scenario of Logback.
 */
public final class Log4jCases {
  private static final String CONFIGURATION =
      """
      <Configuration status="ERROR">
        <Appenders>
          <Console name="PATTERN">
            <PatternLayout pattern="%m dd.trace_id=%X{dd.trace_id} dd.span_id=%X{dd.span_id} \
      dd.service=%X{dd.service} user=%X{user}%n"/>
          </Console>
          <Console name="JSON">
            LAYOUT
          </Console>
          <Async name="ASYNCPATTERN"><AppenderRef ref="PATTERN"/></Async>
          <Async name="ASYNCJSON"><AppenderRef ref="JSON"/></Async>
        </Appenders>
        <Loggers>
          <Logger name="DIRECT_PATTERN" additivity="false"><AppenderRef ref="PATTERN"/></Logger>
          <Logger name="DIRECT_JSON" additivity="false"><AppenderRef ref="JSON"/></Logger>
          <Logger name="ASYNC_PATTERN" additivity="false">
            <AppenderRef ref="ASYNCPATTERN"/></Logger>
          <Logger name="ASYNC_JSON" additivity="false"><AppenderRef ref="ASYNCJSON"/></Logger>
          <AsyncLogger name="DISRUPTOR_PATTERN" level="info" additivity="false">
            <AppenderRef ref="PATTERN"/></AsyncLogger>
          <AsyncLogger name="DISRUPTOR_JSON" level="info" additivity="false">
            <AppenderRef ref="JSON"/></AsyncLogger>
          <Root level="info"/>
        </Loggers>
      </Configuration>
      """;

  /** Since 2.14. */
  private static final String TEMPLATE_LAYOUT =
      """
      <JsonTemplateLayout eventTemplate='{
        "message": {"$resolver": "message", "stringified": true},
        "contextMap": {"$resolver": "mdc"}}'/>
      """;

  /** Before. */
  private static final String JSON_LAYOUT =
      "<JsonLayout compact='true' eventEol='true' properties='true'/>";

  private static final String[] LOGGERS = {
    "DIRECT_PATTERN",
    "DIRECT_JSON",
    "ASYNC_PATTERN",
    "ASYNC_JSON",
    "DISRUPTOR_PATTERN",
    "DISRUPTOR_JSON"
  };

  private Log4jCases() {}

  /** The argument is the name of the set of libraries. */
  public static void main(String[] args) throws Exception {
    String set = args[0];
    PrintStream out = System.out;
    LineCounter written = new LineCounter(out);
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    LoggerContext context =
        Configurator.initialize(
            Log4jCases.class.getClassLoader(),
            new ConfigurationSource(
                new ByteArrayInputStream(configuration().getBytes(StandardCharsets.UTF_8))));
    try (TracedCall calls = new TracedCall()) {
      for (String logger : LOGGERS) {
        String name = logger + "_" + set;
        calls.run(
            name,
            () -> {
              LogManager.getLogger(logger).info(set + "|LINE|" + name + "|inside");
              return null;
            });
      }
      // Else the appenders' threads are told to stop while they write their first line.
      written.await(LOGGERS.length);
      ownEntries(set, calls);
      LogManager.getLogger("DIRECT_PATTERN").info(set + "|OUTSIDE|after");
    } finally {
      Configurator.shutdown(context);
      System.setOut(out);
    }
  }

  private static String configuration() {
    String layout = TEMPLATE_LAYOUT;
    try {
      Class.forName("org.apache.logging.log4j.layout.template.json.JsonTemplateLayout");
    } catch (ClassNotFoundException e) {
      layout = JSON_LAYOUT;
    }
    return CONFIGURATION.replace("LAYOUT", layout);
  }

  private static void ownEntries(String set, TracedCall calls) throws Exception {
    Logger logger = LogManager.getLogger("DIRECT_PATTERN");
    String answers = "ANSWERS_" + set;
    calls.run(
        answers,
        () -> {
          ThreadContext.put("user", "42");
          logger.info(set + "|LINE|" + answers + "|inside");
          System.out.println(
              set
                  + "|ANSWER|trace_id="
                  + ThreadContext.get("dd.trace_id")
                  + " copied="
                  + ThreadContext.getContext().containsKey("dd.trace_id"));
          return null;
        });
    calls.run(
        "OWN_" + set,
        () -> {
          ThreadContext.put("dd.trace_id", "mine");
          logger.info(set + "|OWN|inside");
          ThreadContext.clearMap();
          return null;
        });
  }
}
