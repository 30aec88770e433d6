package dev.spoor.wire;

import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Span;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The parts of a span whose form never changes, as blocks of bytes in which only the numbers have
 * to be put: ids and times, and the metrics that the encoder writes by itself. Immutable.
 */
final class SpanNumbers {
  /** Of what {@link #write} appends. */
  static final int CHANGING_BYTES = 29;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final byte UINT64 = (byte) 0xcf;
  private static final byte INT64 = (byte) 0xd3;
  private static final byte UINT32 = (byte) 0xce;

  private static final byte[] FIELDS =
      concat(
          number("trace_id", UINT64, 8),
          number("span_id", UINT64, 8),
          number("parent_id", UINT64, 8),
          number("start", INT64, 8),
          MsgpackBuffer.encoded("error"),
          new byte[1],
          number("duration", UINT32, 4));

  /** Where each number begins. */
  private static final int TRACE_ID = "_trace_id_".length();

  private static final int SPAN_ID = TRACE_ID + 8 + "_span_id_".length();
  private static final int PARENT_ID = SPAN_ID + 8 + "_parent_id_".length();
  private static final int START = PARENT_ID + 8 + "_start_".length();
  private static final int ERROR = START + 8 + "_error".length();
  private static final int DURATION = ERROR + 1 + "_duration_".length();

  private static final int HEADER = 3;
  private static final int THREAD_ID = HEADER + "_thread.id_".length();
  private static final int PRIORITY = THREAD_ID + 8 + "__sampling_priority_v1_".length();

  private static final int WITH_PRIORITY = 1;
  private static final int TOP_LEVEL = 2;
  private static final int MEASURED = 4;
  private static final int ROOT = 8;

  /** By the sum of the four flags above: a map header to be filled in, and entries. */
  private final byte[][] metrics = new byte[16][];

  private final int[] entries = new int[16];

  SpanNumbers(long processId) {
    for (int flags = 0; flags < metrics.length; flags++) {
      MsgpackBuffer out = new MsgpackBuffer(256);
      out.beginMap();
      int count = metric("thread.id", 0, out);
      if ((flags & WITH_PRIORITY) != 0) {
        count += metric("_sampling_priority_v1", 0, out);
      }
      if ((flags & TOP_LEVEL) != 0) {
        count += metric("_dd.top_level", 1, out);
      }
      if ((flags & MEASURED) != 0) {
        count += metric("_dd.measured", 1, out);
      }
      if ((flags & ROOT) != 0) {
        count += metric("process_id", (double) processId, out);
        count += metric("_dd.trace_span_attribute_schema", 0, out);
        count += metric("_dd.profiling.enabled", 0, out);
      }
      metrics[flags] = out.copyAndClear();
      entries[flags] = count;
    }
  }

  private static int metric(String key, double value, MsgpackBuffer out) {
    out.writeString(key);
    out.writeDouble(value);
    return 1;
  }

  private static byte[] number(String key, byte format, int width) {
    byte[] name = MsgpackBuffer.encoded(key);
    byte[] bytes = Arrays.copyOf(name, name.length + 1 + width);
    bytes[name.length] = format;
    return bytes;
  }

  static byte[] concat(byte[]... parts) {
    MsgpackBuffer out = new MsgpackBuffer(128);
    for (byte[] part : parts) {
      out.writeRaw(part);
    }
    return out.copyAndClear();
  }

  /** Ids, times and the error flag, with their keys. Returns where they begin. */
  static int writeFields(LocalTrace trace, Span span, MsgpackBuffer out) {
    int at = out.writeRaw(FIELDS);
    out.setLong(at + TRACE_ID, trace.idLow());
    change(span, at, out);
    if (!hasUsualDuration(span)) {
      out.drop(5);
      out.writeNatural(span.duration());
    }
    return at;
  }

  /** Whether the duration has the form that nearly all have. */
  static boolean hasUsualDuration(Span span) {
    return span.duration() >>> 32 == 0;
  }

  /** Appends the numbers of a span that {@link #copy} puts over those of another. */
  static void write(Span span, MsgpackBuffer out) {
    int at = out.leave(CHANGING_BYTES);
    out.setLong(at, span.spanId());
    out.setLong(at + 8, span.parentId());
    out.setLong(at + 16, Math.max(0, span.start()));
    out.setInt(at + 24, (int) span.duration());
    out.setByte(at + 28, (byte) (span.isError() ? 1 : 0));
  }

  /** Puts what {@link #write} wrote over the numbers of another span of the same trace. */
  static void copy(byte[] numbers, int from, ByteBuffer into, int at) {
    into.putLong(at + SPAN_ID, (long) LONG.get(numbers, from));
    into.putLong(at + PARENT_ID, (long) LONG.get(numbers, from + 8));
    into.putLong(at + START, (long) LONG.get(numbers, from + 16));
    into.putInt(at + DURATION, (int) INT.get(numbers, from + 24));
    into.put(at + ERROR, numbers[from + 28]);
  }

  /** Puts the numbers of a span over those of another span of the same trace. */
  static void change(Span span, int at, MsgpackBuffer out) {
    out.setLong(at + SPAN_ID, span.spanId());
    out.setLong(at + PARENT_ID, span.parentId());
    out.setLong(at + START, Math.max(0, span.start()));
    out.setByte(at + ERROR, (byte) (span.isError() ? 1 : 0));
    out.setInt(at + DURATION, (int) span.duration());
  }

  /** Begins the map of metrics; give what it returns to {@link MsgpackBuffer#endMap}. */
  int begin(
      LocalTrace trace, Span span, boolean topLevel, boolean withPriority, MsgpackBuffer out) {
    int at = out.writeRaw(metrics[flags(span, topLevel, withPriority)]);
    out.setDouble(at + THREAD_ID, (double) span.startedBy().getId());
    if (withPriority) {
      out.setDouble(at + PRIORITY, trace.priority());
    }
    return at;
  }

  /** How many entries {@link #begin} has written. */
  int entries(Span span, boolean topLevel, boolean withPriority) {
    return entries[flags(span, topLevel, withPriority)];
  }

  private static int flags(Span span, boolean topLevel, boolean withPriority) {
    return (withPriority ? WITH_PRIORITY : 0)
        | (topLevel ? TOP_LEVEL : 0)
        | (span.isMeasured() ? MEASURED : 0)
        | (span.isLocalRoot() ? ROOT : 0);
  }
}
