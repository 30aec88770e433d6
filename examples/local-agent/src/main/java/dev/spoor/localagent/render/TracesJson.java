package dev.spoor.localagent.render;

import dev.spoor.localagent.store.StoredTrace;
import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedSpanEvent;
import dev.spoor.wire.DecodedSpanLink;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * Traces as JSON. Ids are strings of hex digits, because JavaScript cannot hold 64 bits; times and
 * durations are nanoseconds, times as decimal strings for the same reason. Stateless.
 */
public final class TracesJson {
  private TracesJson() {}

  /** {@code {"traces":[...]}} with a summary of each. */
  public static String list(List<StoredTrace> traces) {
    Json json = new Json().open('{').key("traces").open('[');
    for (StoredTrace trace : traces) {
      summary(json.open('{'), trace);
      json.close('}');
    }
    return json.close(']').close('}').toString();
  }

  /** The summary of one trace, and all its spans. */
  public static String trace(StoredTrace trace) {
    Json json = new Json().open('{');
    summary(json, trace);
    json.key("spans").open('[');
    for (DecodedSpan span : trace.spans()) {
      span(json, span);
    }
    return json.close(']').close('}').toString();
  }

  private static void summary(Json json, StoredTrace trace) {
    DecodedSpan root = trace.root();
    json.key("trace_id").string(trace.id());
    json.key("trace_id_decimal").string(Long.toUnsignedString(trace.traceIdLow()));
    json.key("service").string(root.service());
    json.key("name").string(root.name());
    json.key("resource").string(root.resource());
    json.key("type").string(root.type());
    json.key("start").string(Long.toString(trace.start()));
    json.key("duration").number(trace.duration());
    json.key("span_count").number(trace.spans().size());
    json.key("error_count").number(trace.errors());
    if (trace.priority() != null) {
      json.key("sampling_priority").number(trace.priority());
    }
    json.key("services").open('[');
    trace.services().forEach(json::string);
    json.close(']');
  }

  private static void span(Json json, DecodedSpan span) {
    json.open('{');
    json.key("span_id").string(hex(span.spanId()));
    json.key("parent_id").string(hex(span.parentId()));
    json.key("service").string(span.service());
    json.key("name").string(span.name());
    json.key("resource").string(span.resource());
    json.key("type").string(span.type());
    json.key("start").string(Long.toString(span.start()));
    json.key("duration").number(span.duration());
    json.key("error").number(span.error());
    json.key("meta").open('{');
    new TreeMap<>(span.meta()).forEach((key, value) -> json.key(key).string(value));
    json.close('}').key("metrics").open('{');
    new TreeMap<>(span.metrics()).forEach((key, value) -> json.key(key).number(value));
    json.close('}').key("links").open('[');
    span.spanLinks().forEach(link -> link(json, link));
    json.close(']').key("events").open('[');
    span.spanEvents().forEach(event -> event(json, event));
    json.close(']').close('}');
  }

  private static void link(Json json, DecodedSpanLink link) {
    json.open('{').key("trace_id").string(hex(link.traceIdHigh()) + hex(link.traceId()));
    json.key("span_id").string(hex(link.spanId()));
    json.key("attributes").open('{');
    link.attributes().forEach((key, value) -> json.key(key).string(value));
    json.close('}').close('}');
  }

  private static void event(Json json, DecodedSpanEvent event) {
    json.open('{').key("time").string(Long.toUnsignedString(event.timeUnixNano()));
    json.key("name").string(event.name());
    json.key("attributes").open('{');
    event.attributes().forEach((key, value) -> json.key(key).string(value.toString()));
    json.close('}').close('}');
  }

  private static String hex(long id) {
    return HexFormat.of().toHexDigits(id);
  }
}
