package dev.spoor.logs;

/** Pattern word {@code %ddTraceId}: the trace id of the thread that logged, or nothing. */
public final class TraceIdWord extends CorrelationWord {
  public TraceIdWord() {
    super(CorrelationKeys.TRACE_ID);
  }
}
