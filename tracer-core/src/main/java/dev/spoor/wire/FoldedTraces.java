package dev.spoor.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Traces as they wait for the sender: as in a v0.4 payload, but for runs of spans that differ in
 * their numbers only (queries in a loop). Of a run the first span is there, and of each other one
 * its numbers; the sender makes spans of them again. So such spans are neither written twice nor
 * moved through the processor's caches by the threads that finish traces, and twenty times as many
 * of them have room in the queue.
 *
 * <p>Each trace begins with {@value #HEADER_BYTES} bytes: how long it is here, how long it is when
 * it is sent, and where its first run stands, counted from the trace's own beginning (0 for none).
 * A run stands behind the span that it repeats: where the next one stands (0 for none), the length
 * of that span and where in it the ids and times begin (two bytes each), how many spans follow, and
 * for each of them the {@value #SPAN_BYTES} bytes that {@link SpanNumbers#write} gives. All numbers
 * are big-endian.
 *
 * <p>One object reads one run of traces once. Of the sender's thread only.
 */
public final class FoldedTraces {
  /** Before each trace. */
  public static final int HEADER_BYTES = 12;

  /** Spans longer than this are written as often as there are. */
  static final int MAX_TEMPLATE = 1024;

  /**
   * More than what a slab of 128 KiB ever becomes. Traces must not be folded for an Agent that
   * takes less, since the sender cannot part a slab.
   */
  public static final int MAX_UNFOLDED = 5_000_000;

  /** Of each span of a run but the first. */
  static final int SPAN_BYTES = SpanNumbers.CHANGING_BYTES;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private static final int SENT = 4;
  private static final int FIRST_RUN = 8;

  private static final int RUN_TEMPLATE = 4;
  private static final int RUN_NUMBERS = 6;
  private static final int RUN_COUNT = 8;
  private static final int RUN_BYTES = 12;

  private final byte[] bytes;
  private final int end;
  private int trace;
  private int traceEnd;

  /** The next byte that goes out as it is, and where such bytes end for now. */
  private int position;

  private int plainEnd;

  /** The run behind {@link #plainEnd}; 0 for none. */
  private int run;

  private int runLeft;

  /** A span of a run that had no room as a whole. */
  private final byte[] split = new byte[MAX_TEMPLATE];

  private int splitFrom;
  private int splitTo;

  /**
   * @param from where the first trace begins, 0, or a place before its first run from which on it
   *     is wanted
   * @param to where the last one ends
   */
  public FoldedTraces(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.end = to;
    if (to > 0) {
      begin(0);
      position = Math.max(from, position);
    }
  }

  /** Bytes that the traces from {@code from} on make when they are sent. */
  public static int sentLength(byte[] bytes, int from, int to) {
    int sum = 0;
    for (int at = from; at < to; at += integer(bytes, at)) {
      sum += integer(bytes, at + SENT);
    }
    return sum;
  }

  /**
   * Puts what comes next, as it is sent, until all of it or the buffer is through.
   *
   * @return whether there is more
   */
  public boolean fill(ByteBuffer into) {
    while (true) {
      if (splitFrom < splitTo) {
        splitFrom += put(split, splitFrom, splitTo, into);
        if (splitFrom < splitTo) {
          return true;
        }
      }
      if (position < plainEnd) {
        position += put(bytes, position, plainEnd, into);
        if (position < plainEnd) {
          return true;
        }
      }
      if (runLeft > 0) {
        repeat(into);
      } else if (run != 0) {
        afterRun();
      } else if (traceEnd < end) {
        begin(traceEnd);
      } else {
        return false;
      }
    }
  }

  private void begin(int at) {
    trace = at;
    traceEnd = at + integer(bytes, at);
    position = at + HEADER_BYTES;
    plainUntil(integer(bytes, at + FIRST_RUN));
  }

  private void plainUntil(int nextRun) {
    run = nextRun == 0 ? 0 : trace + nextRun;
    plainEnd = run == 0 ? traceEnd : run;
    runLeft = run == 0 ? 0 : integer(bytes, run + RUN_COUNT);
  }

  private void afterRun() {
    position = run + RUN_BYTES + integer(bytes, run + RUN_COUNT) * SPAN_BYTES;
    plainUntil(integer(bytes, run));
  }

  private void repeat(ByteBuffer into) {
    int length = (short) SHORT.get(bytes, run + RUN_TEMPLATE);
    int numbers = (short) SHORT.get(bytes, run + RUN_NUMBERS);
    int from = run + RUN_BYTES + (integer(bytes, run + RUN_COUNT) - runLeft) * SPAN_BYTES;
    runLeft--;
    if (length <= into.remaining()) {
      int at = into.position();
      into.put(bytes, run - length, length);
      SpanNumbers.copy(bytes, from, into, at + numbers);
    } else {
      System.arraycopy(bytes, run - length, split, 0, length);
      SpanNumbers.copy(bytes, from, ByteBuffer.wrap(split), numbers);
      splitFrom = 0;
      splitTo = length;
    }
  }

  private static int put(byte[] source, int from, int to, ByteBuffer into) {
    int count = Math.min(to - from, into.remaining());
    into.put(source, from, count);
    return count;
  }

  private static int integer(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  // ---- how they are written: one trace to a buffer, which begins with room for its header

  /**
   * Begins a run behind the span that it repeats.
   *
   * @param before the run before it in the same trace, 0 for none
   * @param span where the span begins
   * @param numbers where its ids and times begin
   * @return the run
   */
  static int beginRun(int before, int span, int numbers, MsgpackBuffer out) {
    int at = out.leave(RUN_BYTES);
    out.setInt(before == 0 ? FIRST_RUN : before, at);
    out.setInt(at, 0);
    out.setShort(at + RUN_TEMPLATE, at - span);
    out.setShort(at + RUN_NUMBERS, numbers - span);
    return at;
  }

  static void endRun(int run, MsgpackBuffer out) {
    out.setInt(run + RUN_COUNT, (out.size() - run - RUN_BYTES) / SPAN_BYTES);
  }

  /**
   * Ends the trace.
   *
   * @param folded spans of runs, but for the first of each
   * @param unfoldedBytes how long those are when they are sent
   * @param runs how many there are
   */
  static void end(int folded, int unfoldedBytes, int runs, MsgpackBuffer out) {
    int size = out.size();
    out.setInt(0, size);
    out.setInt(SENT, size - HEADER_BYTES - runs * RUN_BYTES - folded * SPAN_BYTES + unfoldedBytes);
    if (runs == 0) {
      out.setInt(FIRST_RUN, 0);
    }
  }
}
