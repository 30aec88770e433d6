package dev.spoor.wire;

import dev.spoor.trace.Span;

/**
 * The bytes of one chunk while it is encoded: spans that are written whole, and others that are
 * like the one before them, which are folded (see {@link FoldedTraces} for the form) or written as
 * copies of it. Not thread safe; used for one chunk after the other.
 */
final class ChunkBuffer {
  final MsgpackBuffer out = new MsgpackBuffer(8 * 1024);
  private boolean withHeader;

  // The last span that was written whole.
  private int start;
  private int end;
  private int numbersAt;

  /** The last run of this chunk; 0 for none. */
  private int run;

  private boolean inRun;
  private int runs;
  private int foldedSpans;
  private int foldedBytes;

  /**
   * @param folded whether the chunk is to be read by {@link FoldedTraces}
   */
  void begin(boolean folded) {
    out.clear();
    withHeader = folded;
    run = 0;
    inRun = false;
    runs = 0;
    foldedSpans = 0;
    foldedBytes = 0;
    if (folded) {
      out.leave(FoldedTraces.HEADER_BYTES);
    }
  }

  /** To be called before a span is written whole. */
  void beginSpan() {
    endRun();
    start = out.size();
  }

  /** The span is written; its ids and times begin there. */
  void endSpan(int numbers) {
    end = out.size();
    numbersAt = numbers;
  }

  /** Adds a span that differs from the one before it in its numbers only. */
  void addLike(Span span, boolean fold) {
    if (!fold || end - start > FoldedTraces.MAX_TEMPLATE) {
      int at = out.repeat(start, end);
      SpanNumbers.change(span, at + numbersAt - start, out);
      return;
    }
    if (!inRun) {
      run = FoldedTraces.beginRun(run, start, numbersAt, out);
      inRun = true;
      runs++;
    }
    SpanNumbers.write(span, out);
    foldedSpans++;
    foldedBytes += end - start;
  }

  private void endRun() {
    if (inRun) {
      FoldedTraces.endRun(run, out);
      inRun = false;
    }
  }

  void end() {
    endRun();
    if (withHeader) {
      FoldedTraces.end(foldedSpans, foldedBytes, runs, out);
    }
  }
}
