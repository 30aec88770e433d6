package dev.spoor.stats;

import dev.spoor.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * Spans of one chunk on their way to their slots: those that follow each other in one slot, as
 * queries in a loop do, are told to it in one step. Used again and again, by one thread at a time.
 */
final class SpanRun {
  private @Nullable Slot slot;
  private int spans;
  private int topLevel;
  private long nanos;
  private int total;
  private boolean error;

  void begin() {
    total = 0;
    error = false;
  }

  void add(Slot to, Span span, boolean top) {
    if (to != slot) {
      end();
      slot = to;
    }
    to.add(span.duration(), span.isError());
    error |= span.isError();
    spans++;
    topLevel += top ? 1 : 0;
    nanos += span.duration();
  }

  /** Tells what is still to be told. */
  void end() {
    Slot last = slot;
    if (last != null) {
      last.count(spans, topLevel, nanos);
      total += spans;
      spans = 0;
      topLevel = 0;
      nanos = 0;
      slot = null;
    }
  }

  /** How many spans have been told. */
  int total() {
    return total;
  }

  /** Whether one of the spans has an error. */
  boolean hasError() {
    return error;
  }
}
