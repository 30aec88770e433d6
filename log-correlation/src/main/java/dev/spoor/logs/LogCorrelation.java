package dev.spoor.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.LifeCycle;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a whole logger context trace ids, whatever its encoders are: {@code %X{dd.trace_id}} in a
 * pattern, the MDC of Logback's JsonEncoder or of Spring Boot's structured logging. For those who
 * run without the agent and without {@link DatadogEncoder}, both of which do it by themselves.
 *
 * <p>In XML, as the first element, or in code by {@link #install}:
 *
 * <pre>{@code
 * <contextListener class="dev.spoor.logs.LogCorrelation"/>
 * }</pre>
 *
 * <p>It also registers the words {@code %ddTraceId}, {@code %ddSpanId} and {@code %dd}, which
 * {@code <conversionRule>} can do as well. Thread safe.
 */
public final class LogCorrelation extends ContextAwareBase
    implements LoggerContextListener, LifeCycle {
  /** Logback's name for the words of a context, by class name: read by 1.2 and all later lines. */
  private static final String WORDS = "PATTERN_RULE_REGISTRY";

  private volatile boolean started;

  /** Makes events of that context carry ids and registers the pattern words; repeatable. */
  public static void install(LoggerContext context) {
    CorrelatedMdc.install(context);
    registerWords(context);
  }

  private static void registerWords(LoggerContext context) {
    Map<Object, Object> words = new HashMap<>();
    if (context.getObject(WORDS) instanceof Map<?, ?> others) {
      words.putAll(others);
    }
    words.putIfAbsent("ddTraceId", TraceIdWord.class.getName());
    words.putIfAbsent("ddSpanId", SpanIdWord.class.getName());
    words.putIfAbsent("dd", DdWord.class.getName());
    context.putObject(WORDS, words);
  }

  @Override
  public void start() {
    if (getContext() instanceof LoggerContext context) {
      install(context);
    }
    started = true;
  }

  @Override
  public void stop() {
    started = false;
  }

  @Override
  public boolean isStarted() {
    return started;
  }

  /** False: a reload reads the configuration again, and with it this listener. */
  @Override
  public boolean isResetResistant() {
    return false;
  }

  @Override
  public void onStart(LoggerContext context) {}

  @Override
  public void onReset(LoggerContext context) {}

  @Override
  public void onStop(LoggerContext context) {}

  @Override
  public void onLevelChange(Logger logger, Level level) {}
}
