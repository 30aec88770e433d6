package dev.spoor.wire;

import dev.spoor.trace.SpanEvent;
import java.util.List;
import java.util.Map;

/**
 * Events as the field {@code span_events} of a v0.4 span, for Agents whose {@code /info} says that
 * they take it: each attribute is a map of its type and one value, whose key goes with the type.
 */
final class EventsEncoder {
  static final byte[] KEY = MsgpackBuffer.encoded("span_events");

  private static final byte[] TIME = MsgpackBuffer.encoded("time_unix_nano");
  private static final byte[] NAME = MsgpackBuffer.encoded("name");
  private static final byte[] ATTRIBUTES = MsgpackBuffer.encoded("attributes");
  private static final byte[] TYPE = MsgpackBuffer.encoded("type");
  private static final byte[] STRING_VALUE = MsgpackBuffer.encoded("string_value");
  private static final byte[] BOOL_VALUE = MsgpackBuffer.encoded("bool_value");
  private static final byte[] INT_VALUE = MsgpackBuffer.encoded("int_value");
  private static final byte[] DOUBLE_VALUE = MsgpackBuffer.encoded("double_value");
  private static final byte[] ARRAY_VALUE = MsgpackBuffer.encoded("array_value");
  private static final byte[] VALUES = MsgpackBuffer.encoded("values");
  private static final int MAX_VALUE_BYTES = 25_000;

  private EventsEncoder() {}

  /** Writes the array; the field's key is written by the caller. */
  static void write(List<SpanEvent> events, MsgpackBuffer out) {
    out.writeArrayHeader(events.size());
    for (SpanEvent event : events) {
      Map<String, Object> attributes = event.attributes();
      out.writeSmallMapHeader(attributes.isEmpty() ? 2 : 3);
      out.writeRaw(TIME);
      out.writeUnsigned(event.timeUnixNano());
      out.writeRaw(NAME);
      writeText(event.name(), out);
      if (!attributes.isEmpty()) {
        out.writeRaw(ATTRIBUTES);
        int header = out.beginMap();
        int entries = 0;
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
          if (isFinite(attribute.getValue()) && entries < Character.MAX_VALUE) {
            writeText(attribute.getKey(), out);
            writeValue(attribute.getValue(), out);
            entries++;
          }
        }
        out.endMap(header, entries);
      }
    }
  }

  /** Readers of what the Agent makes of it, in JSON, could not take anything else. */
  private static boolean isFinite(Object value) {
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (!isFinite(element)) {
          return false;
        }
      }
      return true;
    }
    return !(value instanceof Double number) || Double.isFinite(number);
  }

  private static void writeValue(Object value, MsgpackBuffer out) {
    out.writeSmallMapHeader(2);
    out.writeRaw(TYPE);
    if (value instanceof Boolean flag) {
      out.writeNatural(1);
      out.writeRaw(BOOL_VALUE);
      out.writeBoolean(flag);
    } else if (value instanceof Long number) {
      out.writeNatural(2);
      out.writeRaw(INT_VALUE);
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeNatural(3);
      out.writeRaw(DOUBLE_VALUE);
      out.writeDouble(number);
    } else if (value instanceof List<?> list) {
      out.writeNatural(4);
      out.writeRaw(ARRAY_VALUE);
      out.writeSmallMapHeader(1);
      out.writeRaw(VALUES);
      out.writeArrayHeader(list.size());
      for (Object element : list) {
        writeValue(element, out);
      }
    } else {
      out.writeNatural(0);
      out.writeRaw(STRING_VALUE);
      writeText(value.toString(), out);
    }
  }

  private static void writeText(String text, MsgpackBuffer out) {
    out.writeString(Utf8.cut(text, MAX_VALUE_BYTES));
  }
}
