package dev.spoor.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes the fields that only v0.4 and v0.7 can carry: {@code meta_struct}, {@code span_links},
 * {@code span_events}. Nowhere in them is nil allowed.
 */
final class SpanExtrasDecoder {
  private final MsgpackReader in;

  SpanExtrasDecoder(MsgpackReader in) {
    this.in = in;
  }

  Map<String, byte[]> metaStruct() throws MalformedPayload {
    int count = in.readMapHeader("meta_struct");
    Map<String, byte[]> result = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = in.readStr("key of meta_struct");
      result.put(key, in.readBinary("meta_struct"));
    }
    return result;
  }

  List<DecodedSpanLink> links() throws MalformedPayload {
    int count = in.readArrayHeader("span_links");
    List<DecodedSpanLink> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      result.add(link());
    }
    return Collections.unmodifiableList(result);
  }

  private DecodedSpanLink link() throws MalformedPayload {
    long traceId = 0;
    long traceIdHigh = 0;
    long spanId = 0;
    long flags = 0;
    String tracestate = "";
    Map<String, String> attributes = Map.of();
    int entries = in.readMapHeader("link");
    for (int i = 0; i < entries; i++) {
      String key = in.readString("key of a link");
      switch (key) {
        case "trace_id" -> traceId = in.readId(key);
        case "trace_id_high" -> traceIdHigh = in.readUnsigned(key);
        case "span_id" -> spanId = in.readId(key);
        case "attributes" -> attributes = linkAttributes();
        case "tracestate" -> tracestate = in.readString(key);
        case "flags" -> flags = in.readUint32(key);
        default -> in.skip();
      }
    }
    return new DecodedSpanLink(traceId, traceIdHigh, spanId, attributes, tracestate, flags);
  }

  private Map<String, String> linkAttributes() throws MalformedPayload {
    int count = in.readMapHeader("attributes of a link");
    Map<String, String> result = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = in.readString("key of a link's attribute");
      result.put(key, in.readString("attribute of a link"));
    }
    return Collections.unmodifiableMap(result);
  }

  List<DecodedSpanEvent> events() throws MalformedPayload {
    int count = in.readArrayHeader("span_events");
    List<DecodedSpanEvent> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      result.add(event());
    }
    return Collections.unmodifiableList(result);
  }

  private DecodedSpanEvent event() throws MalformedPayload {
    long time = 0;
    String name = "";
    Map<String, Object> attributes = Map.of();
    int entries = in.readMapHeader("event");
    for (int i = 0; i < entries; i++) {
      String key = in.readString("key of an event");
      switch (key) {
        case "time_unix_nano" -> time = in.readUnsigned(key);
        case "name" -> name = in.readString(key);
        case "attributes" -> attributes = eventAttributes();
        default -> in.skip();
      }
    }
    return new DecodedSpanEvent(time, name, attributes);
  }

  private Map<String, Object> eventAttributes() throws MalformedPayload {
    int count = in.readMapHeader("attributes of an event");
    Map<String, Object> result = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = in.readString("key of an event's attribute");
      result.put(key, attribute(true));
    }
    return Collections.unmodifiableMap(result);
  }

  /** An attribute is a map of its type and one value, whose key goes with the type. */
  private Object attribute(boolean arrayAllowed) throws MalformedPayload {
    long type = 0;
    Object[] byType = {"", false, 0L, 0.0, List.of()};
    int entries = in.readMapHeader("attribute of an event");
    for (int i = 0; i < entries; i++) {
      String key = in.readString("key of an attribute");
      switch (key) {
        case "type" -> type = in.readInt32(key);
        case "string_value" -> byType[0] = in.readString(key);
        case "bool_value" -> byType[1] = in.readBoolean(key);
        case "int_value" -> byType[2] = in.readLong(key);
        case "double_value" -> byType[3] = in.readFloat64(key);
        case "array_value" -> {
          if (!arrayAllowed) {
            throw in.malformed("an array within an array of an event's attribute");
          }
          byType[4] = arrayValue();
        }
        default -> in.skip();
      }
    }
    if (type < 0 || type >= byType.length || (type == 4 && !arrayAllowed)) {
      throw in.malformed("type " + type + " of an event's attribute");
    }
    return byType[(int) type];
  }

  private List<Object> arrayValue() throws MalformedPayload {
    List<Object> result = new ArrayList<>();
    int entries = in.readMapHeader("array_value");
    for (int i = 0; i < entries; i++) {
      if (!in.readString("key of array_value").equals("values")) {
        in.skip();
        continue;
      }
      result.clear();
      int count = in.readArrayHeader("values");
      for (int j = 0; j < count; j++) {
        result.add(attribute(false));
      }
    }
    return Collections.unmodifiableList(result);
  }
}
