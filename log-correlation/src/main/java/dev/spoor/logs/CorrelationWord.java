package dev.spoor.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;

/**
 * What the pattern words share: a word reads the event's MDC map, and its presence in a pattern is
 * what makes the events of that context carry ids when no agent does.
 *
 * <p>Stateless after start, hence safe behind any appender.
 */
class CorrelationWord extends ClassicConverter {
  private final String key;

  CorrelationWord(String key) {
    this.key = key;
  }

  @Override
  public void start() {
    if (getContext() instanceof LoggerContext context) {
      CorrelatedMdc.install(context);
    }
    super.start();
  }

  @Override
  public String convert(ILoggingEvent event) {
    return value(event, key);
  }

  static String value(ILoggingEvent event, String key) {
    Map<String, String> mdc = event.getMDCPropertyMap();
    String value = mdc == null ? null : mdc.get(key);
    return value == null ? "" : value;
  }
}
