package dev.spoor.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.BasicStatusManager;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusManager;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import java.lang.reflect.Field;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

/**
 * The MDC as events of one logger context see it: the application's own entries and, where those do
 * not name them, the ids of the current span.
 *
 * <p>Why here: an event asks its context's adapter for the map exactly once and keeps the answer,
 * and every appender that defers work ({@code AsyncAppender}, the Disruptor appender, a stream
 * appender) makes it ask on the thread that logs. No other hook of Logback sees both that thread
 * and the event: turbo filters run before the event exists, encoders may run on another thread.
 *
 * <p>The application's MDC is never written: {@code org.slf4j.MDC} keeps talking to the adapter
 * that was there before, this one only reads from it. The map is a plain {@code HashMap}, so that
 * it can be serialised and copied. An adapter stays with its context for good, because Logback
 * never tells an encoder that it is being replaced; a reload finds it and leaves it.
 *
 * <p>Thread safe. Danger: it runs within every logging call, so it must not throw.
 */
final class CorrelatedMdc extends LogbackMDCAdapter {
  private static final LongAdder FAILED = Counters.of("logs.correlation.failed");

  private final MDCAdapter application;
  private final CorrelationIds ids;

  private CorrelatedMdc(MDCAdapter application, CorrelationIds ids) {
    this.application = application;
    this.ids = ids;
  }

  /** Makes events of that context carry ids from now on; a second call changes nothing. */
  static void install(LoggerContext context) {
    install(context, CorrelationIds.TRACER);
  }

  static void install(LoggerContext context, CorrelationIds ids) {
    try {
      wrap(context, ids);
    } catch (LinkageError e) {
      // Early 1.3 and 1.4: all contexts share one adapter, which cannot be set.
      unsupported(e);
    }
  }

  /** Start-up only, hence the lock: two encoders of one context may start on two threads. */
  private static synchronized void wrap(LoggerContext context, CorrelationIds ids) {
    MDCAdapter before = context.getMDCAdapter();
    if (before instanceof CorrelatedMdc) {
      return;
    }
    // A context made by hand has no adapter, and its events fail when asked for their MDC.
    MDCAdapter application = before != null ? before : MDC.getMDCAdapter();
    if (application != null) {
      replace(context, new CorrelatedMdc(application, ids));
    }
  }

  /**
   * Logback warns when an adapter is replaced, and one warning makes it print its whole status at
   * start-up. The warning is kept out; all other statuses of that moment reach their manager.
   */
  private static void replace(LoggerContext context, CorrelatedMdc adapter) {
    StatusManager real = context.getStatusManager();
    BasicStatusManager aside = new BasicStatusManager();
    if (real != null) {
      context.setStatusManager(aside);
    }
    try {
      context.setMDCAdapter(adapter);
    } finally {
      if (real != null) {
        context.setStatusManager(real);
      }
    }
    for (Status status : aside.getCopyOfStatusList()) {
      if (real != null && !status.getMessage().contains("mdcAdapter")) {
        real.add(status);
      }
    }
    if (context.getMDCAdapter() != adapter) {
      force(context, adapter);
    }
  }

  /** Late 1.3, 1.4 and early 1.5 refuse a second adapter; their field can still be written. */
  private static void force(LoggerContext context, CorrelatedMdc adapter) {
    try {
      Field field = LoggerContext.class.getDeclaredField("mdcAdapter");
      field.setAccessible(true);
      field.set(context, adapter);
    } catch (ReflectiveOperationException | RuntimeException e) {
      unsupported(e);
    }
  }

  private static void unsupported(Throwable cause) {
    FAILED.increment();
    Log.once(
        "logs.correlation.logback",
        "this Logback cannot give log lines trace ids without the agent",
        cause);
  }

  @Override
  public @Nullable Map<String, String> getPropertyMap() {
    Map<String, String> own = applicationMap();
    try {
      return withIds(own);
    } catch (Exception | LinkageError e) {
      FAILED.increment();
      Log.once("logs.correlation", "log lines go without trace ids", e);
      return own;
    }
  }

  private @Nullable Map<String, String> withIds(@Nullable Map<String, String> own) {
    String traceId = ids.traceId();
    String spanId = traceId == null ? null : ids.spanId();
    String service = ids.service();
    String env = ids.env();
    String version = ids.version();
    if (traceId == null && service == null && env == null && version == null) {
      return own;
    }
    // Twice the entries keeps the table below its load factor without a second resize.
    Map<String, String> all = new HashMap<>(2 * (CorrelationKeys.ALL.size() + size(own)));
    put(all, CorrelationKeys.TRACE_ID, traceId);
    put(all, CorrelationKeys.SPAN_ID, spanId);
    put(all, CorrelationKeys.SERVICE, service);
    put(all, CorrelationKeys.ENV, env);
    put(all, CorrelationKeys.VERSION, version);
    if (own != null) {
      // Last, so that what the application says under one of these keys stands.
      all.putAll(own);
    }
    return all;
  }

  private static int size(@Nullable Map<String, String> map) {
    return map == null ? 0 : map.size();
  }

  private static void put(Map<String, String> map, String key, @Nullable String value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  @SuppressWarnings("unchecked")
  private @Nullable Map<String, String> applicationMap() {
    return application instanceof LogbackMDCAdapter logback
        ? logback.getPropertyMap()
        : application.getCopyOfContextMap();
  }

  @Override
  public void put(String key, @Nullable String value) {
    application.put(key, value);
  }

  @Override
  public @Nullable String get(String key) {
    return application.get(key);
  }

  @Override
  public void remove(String key) {
    application.remove(key);
  }

  @Override
  public void clear() {
    application.clear();
  }

  @Override
  public @Nullable Map<String, String> getCopyOfContextMap() {
    return application.getCopyOfContextMap();
  }

  @Override
  public @Nullable Set<String> getKeys() {
    Map<String, String> own = applicationMap();
    return own == null ? null : own.keySet();
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public void setContextMap(Map contextMap) {
    application.setContextMap(contextMap);
  }

  @Override
  public void pushByKey(String key, String value) {
    application.pushByKey(key, value);
  }

  @Override
  public @Nullable String popByKey(String key) {
    return application.popByKey(key);
  }

  @Override
  public @Nullable Deque<String> getCopyOfDequeByKey(String key) {
    return application.getCopyOfDequeByKey(key);
  }

  @Override
  public void clearDequeByKey(String key) {
    application.clearDequeByKey(key);
  }
}
