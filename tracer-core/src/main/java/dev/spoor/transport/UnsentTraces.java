package dev.spoor.transport;

import dev.spoor.diag.Counters;
import java.util.concurrent.atomic.LongAdder;

/**
 * Traces that were left out because the Agent learns of them by statistics, and how many of them it
 * has not been told yet. Counted by any thread, told by the sender's.
 */
final class UnsentTraces {
  private static final LongAdder ALL_TRACES = Counters.of("stats.dropped_p0_traces");
  private static final LongAdder ALL_SPANS = Counters.of("stats.dropped_p0_spans");

  private final LongAdder traces = new LongAdder();
  private final LongAdder spans = new LongAdder();
  private long tracesTold;
  private long spansTold;

  /**
   * @param wholeTraces 1 if nothing of the trace is sent, 0 if some spans are
   */
  void count(int wholeTraces, int droppedSpans) {
    traces.add(wholeTraces);
    spans.add(droppedSpans);
    ALL_TRACES.add(wholeTraces);
    ALL_SPANS.add(droppedSpans);
  }

  /** What the next request has to tell. */
  Told toTell() {
    return new Told(traces.sum() - tracesTold, spans.sum() - spansTold);
  }

  /** The Agent has been told. */
  void told(Told told) {
    tracesTold += told.traces();
    spansTold += told.spans();
  }

  /** Numbers for one request. */
  record Told(long traces, long spans) {
    static final Told NONE = new Told(0, 0);
  }
}
