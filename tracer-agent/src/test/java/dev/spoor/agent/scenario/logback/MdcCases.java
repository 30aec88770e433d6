package dev.spoor.agent.scenario.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.LoggingEventVO;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

/**
 * How the ids get on with the application's own use of the MDC. Prints {@code
 * <set>|CHECK|<what>|<true or what was found instead>}, and lines as {@link LoggingCases} does.
 */
final class MdcCases {
  private static final String TRACE_ID = "dd.trace_id";
  private static final String SPAN_ID = "dd.span_id";

  private final String set;
  private final TracedCall calls;
  private @Nullable Map<String, String> copy;

  private MdcCases(String set, TracedCall calls) {
    this.set = set;
    this.calls = calls;
  }

  static void run(String set) throws Exception {
    try (TracedCall calls = new TracedCall()) {
      MdcCases cases = new MdcCases(set, calls);
      cases.answers();
      cases.outsideOfSpans();
      cases.ownKeysWin();
      cases.ownEntriesStay();
      cases.copiesCarryNoIds();
      cases.exception();
      cases.mapsBelongToTheirEvents();
      cases.serialised();
      cases.receivedEvents();
      cases.lateMap();
      cases.bareContext();
      cases.otherAdapter();
      cases.otherInjector();
      cases.writtenWhileRead();
    }
  }

  private void check(String what, @Nullable Object expected, @Nullable Object found) {
    String result = Objects.equals(expected, found) ? "true" : expected + " <> " + found;
    System.out.println(set + "|CHECK|" + what + "|" + result);
  }

  private void print(String name, String line) {
    System.out.println(set + "|LINE|" + name + "|" + line);
  }

  private String span(String name) {
    return name + "_" + set;
  }

  private void inSpan(String name, Body body) throws Exception {
    calls.run(
        span(name),
        () -> {
          body.run();
          return null;
        });
  }

  private interface Body {
    void run() throws Exception;
  }

  /** Writes one line by a pattern. */
  private static String line(String message, @Nullable Throwable thrown) throws Exception {
    LogTarget target = new LogTarget("PATTERN", "DIRECT");
    target.logger.error(message, thrown);
    return target.stop();
  }

  private void answers() throws Exception {
    inSpan(
        "ANSWERS",
        () ->
            print(
                span("ANSWERS"),
                "dd.trace_id=" + MDC.get(TRACE_ID) + " dd.span_id=" + MDC.get(SPAN_ID) + " "));
    inSpan(
        "NAMES",
        () ->
            check(
                "service, env, version",
                "shop prod 1.2",
                MDC.get("dd.service") + " " + MDC.get("dd.env") + " " + MDC.get("dd.version")));
  }

  private void outsideOfSpans() throws Exception {
    check("no trace id outside", null, MDC.get(TRACE_ID));
    check("no span id outside", null, MDC.get(SPAN_ID));
    check("service outside", "shop", MDC.get("dd.service"));
    check("unknown key", null, MDC.get("dd.unknown"));
    check(
        "line after the span",
        "later dd.trace_id= dd.span_id= dd.service=shop dd.env=prod dd.version=1.2 user= ",
        line("later", null));
  }

  private void ownKeysWin() throws Exception {
    inSpan(
        "OWN",
        () -> {
          MDC.put(TRACE_ID, "mine");
          MDC.put("dd.env", "my env");
          check(
              "own keys",
              "m dd.trace_id=mine dd.span_id= dd.service=shop dd.env=my env dd.version=1.2 user= ",
              line("m", null));
          check("own answer", "mine", MDC.get(TRACE_ID));
          MDC.remove(TRACE_ID);
          MDC.remove("dd.env");
          check("removed", true, !"mine".equals(MDC.get(TRACE_ID)));
        });
  }

  private void ownEntriesStay() throws Exception {
    inSpan(
        "ENTRIES",
        () -> {
          MDC.put("user", "42");
          String line = line("m", null);
          check("own entry in line", true, line.contains("user=42"));
          check("only own in copy", Map.of("user", "42"), MDC.getCopyOfContextMap());
          print(span("ENTRIES"), line);
          MDC.clear();
          check("cleared", null, MDC.get("user"));
          Map<String, String> left = MDC.getCopyOfContextMap();
          check("nothing left", true, left == null || left.isEmpty());
        });
  }

  /** What a task decorator does: takes a copy here, sets it there. */
  private void copiesCarryNoIds() throws Exception {
    inSpan(
        "COPIED",
        () -> {
          MDC.put("user", "42");
          copy = MDC.getCopyOfContextMap();
          MDC.clear();
        });
    Thread there =
        new Thread(
            () -> {
              try {
                restored();
              } catch (Exception e) {
                check("restored", "no exception", e);
              }
            });
    there.start();
    there.join();
  }

  private void restored() throws Exception {
    MDC.setContextMap(Objects.requireNonNull(copy));
    check("own entry restored", "42", MDC.get("user"));
    check("no ids restored", null, MDC.get(TRACE_ID));
    check("no ids restored to a line", true, line("m", null).contains("dd.trace_id= dd.span_id= "));
    inSpan("RESTORED", () -> print(span("RESTORED"), line("m", null)));
  }

  private void exception() throws Exception {
    inSpan(
        "EXCEPTION",
        () -> print(span("EXCEPTION"), line("m", new IllegalStateException("broken"))));
  }

  /** A logger in a context of its own, whose events are kept as they are. */
  private static ILoggingEvent event(LoggerContext context) {
    ListAppender<ILoggingEvent> list = new ListAppender<>();
    list.setContext(context);
    list.start();
    context.getLogger("scenario").addAppender(list);
    context.getLogger("scenario").info("m");
    context.getLogger("scenario").detachAppender(list);
    return list.list.get(0);
  }

  private static LoggerContext context() throws ReflectiveOperationException {
    LoggerContext context = new LoggerContext();
    LogTarget.useCommonMdc(context);
    return context;
  }

  private void mapsBelongToTheirEvents() throws Exception {
    LoggerContext context = context();
    inSpan(
        "MAPS",
        () -> {
          ILoggingEvent first = event(context);
          Map<String, String> map = first.getMDCPropertyMap();
          check("plain map", HashMap.class, map.getClass());
          if (map instanceof HashMap) {
            map.put("added", "x");
          }
          check("not shared", null, event(context).getMDCPropertyMap().get("added"));
          check("not in the MDC", null, MDC.get("added"));
          check("asked once", "x", first.getMDCPropertyMap().get("added"));
        });
  }

  private void serialised() throws Exception {
    LoggerContext context = context();
    inSpan(
        "SERIALISED",
        () -> {
          ILoggingEvent event = event(context);
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(LoggingEventVO.build(event));
          }
          try (ObjectInputStream in =
              new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ILoggingEvent read = (ILoggingEvent) in.readObject();
            check("serialised", event.getMDCPropertyMap(), read.getMDCPropertyMap());
          }
        });
  }

  /** An event that another process has made goes through the loggers of this one. */
  private void receivedEvents() throws Exception {
    LoggerContext context = context();
    ILoggingEvent event = event(context);
    LoggingEventVO received = LoggingEventVO.build(event);
    inSpan(
        "RECEIVED",
        () -> {
          LogTarget target = new LogTarget("PATTERN", "DIRECT");
          target.logger.callAppenders(received);
          check("received", true, target.stop().contains("dd.trace_id= dd.span_id= "));
        });
  }

  /** An appender may give an event a map as long as nobody has asked it for one. */
  private void lateMap() throws Exception {
    LoggerContext context = context();
    String[] found = new String[1];
    AppenderBase<ILoggingEvent> setter =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            ((LoggingEvent) event).setMDCPropertyMap(Map.of("late", "yes"));
            found[0] = event.getMDCPropertyMap().get("late");
          }
        };
    setter.setContext(context);
    setter.start();
    context.getLogger("scenario").addAppender(setter);
    context.getLogger("scenario").info("m");
    check("map set by an appender", "yes", found[0]);
  }

  /** Since Logback 1.3 a context made by hand has no MDC; its loggers work all the same. */
  private void bareContext() {
    check("bare context", Level.INFO, event(new LoggerContext()).getLevel());
  }

  /** Some libraries bring their own MDC; its map may be of any kind. */
  private void otherAdapter() throws Exception {
    LoggerContext context = new LoggerContext();
    MDCAdapter other =
        (MDCAdapter)
            Proxy.newProxyInstance(
                MdcCases.class.getClassLoader(),
                new Class<?>[] {MDCAdapter.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getCopyOfContextMap") ? Map.of("user", "7") : null);
    if (!LogTarget.useMdc(context, other)) {
      return;
    }
    inSpan(
        "OTHER",
        () -> {
          Map<String, String> map = event(context).getMDCPropertyMap();
          check("entry of another MDC", "7", map.get("user"));
          check("ids beside another MDC", MDC.get(SPAN_ID), map.get(SPAN_ID));
        });
  }

  /** Another agent puts its ids into the MDC: it keeps its keys, and ours stand beside them. */
  private void otherInjector() throws Exception {
    LoggerContext context = context();
    inSpan(
        "INJECTORS",
        () -> {
          MDC.put("trace_id", "theirs");
          MDC.put("span_id", "7");
          Map<String, String> map = event(context).getMDCPropertyMap();
          check("another agent's trace_id", "theirs", map.get("trace_id"));
          check("another agent's span_id", "7", map.get("span_id"));
          check("our trace id beside it", MDC.get(TRACE_ID), map.get(TRACE_ID));
          check("our span id beside it", MDC.get(SPAN_ID), map.get(SPAN_ID));
          MDC.clear();
        });
  }

  /** Neither an event's map nor a copy of the MDC minds what is written to the MDC meanwhile. */
  private void writtenWhileRead() throws Exception {
    LoggerContext context = context();
    inSpan(
        "WRITTEN",
        () -> {
          MDC.put("user", "42");
          int entries = 0;
          for (String key : event(context).getMDCPropertyMap().keySet()) {
            MDC.put("seen " + key, "x");
            entries++;
          }
          check("map of an event while the MDC is written", 6, entries);
          int copied = 0;
          for (String key : MDC.getCopyOfContextMap().keySet()) {
            MDC.remove(key);
            event(context);
            copied++;
          }
          check("copy of the MDC while an event is made", 1 + 6, copied);
          MDC.clear();
        });
  }
}
