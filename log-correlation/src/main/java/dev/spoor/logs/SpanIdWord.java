package dev.spoor.logs;

/** Pattern word {@code %ddSpanId}: the span id of the thread that logged, or nothing. */
public final class SpanIdWord extends CorrelationWord {
  public SpanIdWord() {
    super(CorrelationKeys.SPAN_ID);
  }
}
