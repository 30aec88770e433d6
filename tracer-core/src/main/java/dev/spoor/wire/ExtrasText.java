package dev.spoor.wire;

import dev.spoor.diag.Counters;
import dev.spoor.trace.SpanEvent;
import dev.spoor.trace.SpanExtras;
import dev.spoor.trace.SpanLink;
import dev.spoor.trace.TraceId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Links and events as JSON in a text tag, the form that every Agent lets pass: {@code
 * _dd.span_links} and {@code events}.
 *
 * <p>The text is ASCII, so that its length is its size, and never longer than the Agent lets a
 * value be: it would cut the text and leave JSON that nobody can read. What does not fit is counted
 * and left out, whole.
 */
final class ExtrasText {
  static final String LINKS_KEY = "_dd.span_links";
  static final String EVENTS_KEY = "events";
  static final int MAX_CHARS = 25_000;

  private static final LongAdder DROPPED = Counters.of("encode.dropped.links_and_events");
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder(256).append('[');

  private ExtrasText() {}

  /** Whether a tag of the application gives way to what is written here. */
  static boolean replaces(String key, @Nullable SpanExtras extras) {
    return extras != null && (key.equals(EVENTS_KEY) || key.equals(LINKS_KEY));
  }

  /** The value of {@link #LINKS_KEY}; the list is not empty. */
  static String links(List<SpanLink> links) {
    ExtrasText json = new ExtrasText();
    for (SpanLink link : links) {
      int before = json.text.length();
      json.addLink(link);
      json.keepIfItFits(before);
    }
    return json.text.append(']').toString();
  }

  /** The value of {@link #EVENTS_KEY}; the list is not empty. */
  static String events(List<SpanEvent> events) {
    ExtrasText json = new ExtrasText();
    for (SpanEvent event : events) {
      int before = json.text.length();
      json.addEvent(event);
      json.keepIfItFits(before);
    }
    return json.text.append(']').toString();
  }

  private void keepIfItFits(int before) {
    if (text.length() >= MAX_CHARS) {
      text.setLength(before);
      DROPPED.increment();
    }
  }

  private void addLink(SpanLink link) {
    comma();
    text.append("{\"trace_id\":\"").append(TraceId.hex(link.traceIdHigh(), link.traceIdLow()));
    text.append("\",\"span_id\":\"").append(TraceId.hex(link.spanId())).append('"');
    if (link.flags() != 0) {
      text.append(",\"flags\":").append(link.flags() & 0xff);
    }
    String tracestate = link.tracestate();
    if (tracestate != null && !tracestate.isEmpty()) {
      text.append(",\"tracestate\":");
      addString(tracestate);
    }
    addAttributes(link.attributes());
    text.append('}');
  }

  private void addEvent(SpanEvent event) {
    comma();
    text.append("{\"time_unix_nano\":").append(Long.toUnsignedString(event.timeUnixNano()));
    text.append(",\"name\":");
    addString(event.name());
    addAttributes(event.attributes());
    text.append('}');
  }

  private void addAttributes(Map<String, ?> attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    text.append(",\"attributes\":{");
    for (Map.Entry<String, ?> attribute : attributes.entrySet()) {
      comma();
      addString(attribute.getKey());
      text.append(':');
      addValue(attribute.getValue());
    }
    text.append('}');
  }

  private void addValue(Object value) {
    if (value instanceof List<?> list) {
      text.append('[');
      for (Object element : list) {
        comma();
        addValue(element);
      }
      text.append(']');
    } else if (value instanceof Boolean
        || value instanceof Long
        || (value instanceof Double number && Double.isFinite(number))) {
      text.append(value);
    } else {
      // JSON has no infinity; its name is better than nothing.
      addString(value.toString());
    }
  }

  /** Before each element but the first of an array or object. */
  private void comma() {
    char last = text.charAt(text.length() - 1);
    if (last != '[' && last != '{') {
      text.append(',');
    }
  }

  private void addString(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c == '\n') {
        text.append("\\n");
      } else if (c == '\t') {
        text.append("\\t");
      } else if (c < 0x20 || c > 0x7e) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          text.append(HEX.charAt(c >> shift & 0xf));
        }
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
