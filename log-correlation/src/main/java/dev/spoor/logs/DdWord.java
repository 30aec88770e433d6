package dev.spoor.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * Pattern word {@code %dd}: {@code dd.trace_id=<id> dd.span_id=<id>}, the form that Datadog's text
 * parsers look for, or nothing when there is no span.
 */
public final class DdWord extends CorrelationWord {
  public DdWord() {
    super(CorrelationKeys.TRACE_ID);
  }

  @Override
  public String convert(ILoggingEvent event) {
    String traceId = super.convert(event);
    if (traceId.isEmpty()) {
      return "";
    }
    String spanId = value(event, CorrelationKeys.SPAN_ID);
    String start = CorrelationKeys.TRACE_ID + '=' + traceId;
    return spanId.isEmpty() ? start : start + ' ' + CorrelationKeys.SPAN_ID + '=' + spanId;
  }
}
