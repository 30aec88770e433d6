package dev.spoor.logs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/** Request or job lines of one set of options, kept as the events that the log got. */
final class Lines implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  final LineCustomizers customizers = new LineCustomizers();
  final LineOptions options;
  final LineWriter writer;
  private final Logger logger;
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  private Lines(boolean job, Map<String, String> settings) {
    String name = "lines-" + NUMBER.incrementAndGet();
    Map<String, String> all = new HashMap<>(settings);
    all.put(job ? "DD_LOGS_JOB_LOGGER" : "DD_LOGS_REQUEST_LOGGER", name);
    options = LineOptions.of(all);
    writer = new LineWriter(job, options, customizers);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    logger = context.getLogger(name);
    logger.setAdditive(false);
    events.setContext(context);
    events.start();
    logger.addAppender(events);
  }

  static Lines requests(String... settings) {
    return new Lines(false, map(settings));
  }

  static Lines jobs(String... settings) {
    return new Lines(true, map(settings));
  }

  private static Map<String, String> map(String... pairs) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put("DD_LOGS_" + pairs[i], pairs[i + 1]);
    }
    if (map.containsKey("DD_LOGS_DYNO")) {
      map.put("DYNO", map.remove("DD_LOGS_DYNO"));
    }
    return map;
  }

  /** Writes one line; fails unless exactly one came. */
  String line(Map<String, ?> facts) {
    return event(facts).getFormattedMessage();
  }

  ILoggingEvent event(Map<String, ?> facts) {
    events.list.clear();
    writer.log(facts);
    if (events.list.size() != 1) {
      throw new AssertionError(events.list.size() + " lines for " + facts);
    }
    return events.list.get(0);
  }

  List<ILoggingEvent> events() {
    return events.list;
  }

  /** The request of the guide, as the agent gives it, with what Lograge has not. */
  static Map<String, Object> widgets() {
    Map<String, Object> facts = new HashMap<>();
    facts.put("method", "GET");
    facts.put("path", "/widgets");
    facts.put("format", "html");
    facts.put("controller", "WidgetsController");
    facts.put("action", "index");
    facts.put("status", 200);
    facts.put("allocations", 575L);
    facts.put("duration", 1.6000001);
    facts.put("view", 1.4);
    facts.put("view_name", "widgets/index");
    facts.put("db", 1.2345);
    facts.put("db_count", 2);
    facts.put("redis", 0.5);
    facts.put("redis_count", 1);
    facts.put("memcached", 0.25);
    facts.put("memcached_count", 3);
    facts.put("queue", 12.0);
    facts.put("cpu", 0.7);
    facts.put("params", new LinkedHashMap<>());
    facts.put("request_id", "407b828f");
    facts.put("client_ip", "203.0.113.7");
    facts.put("route", "/widgets");
    Map<String, String> ids = new LinkedHashMap<>();
    ids.put("trace_id", "66a3c1d2000000004bf92f3577b34da6");
    ids.put("span_id", "1234567890123456789");
    ids.put("env", "production");
    ids.put("service", "ruby-heroku-datadog");
    ids.put("version", "0.1");
    facts.put("@dd", ids);
    return facts;
  }

  static Map<String, Object> widgets(Object... changes) {
    Map<String, Object> facts = widgets();
    for (int i = 0; i < changes.length; i += 2) {
      facts.put((String) changes[i], changes[i + 1]);
    }
    return facts;
  }

  @Override
  public void close() {
    logger.detachAndStopAllAppenders();
  }
}
