package dev.spoor.localagent.render;

import dev.spoor.localagent.json.Json;
import dev.spoor.localagent.logs.RouterBook;
import dev.spoor.localagent.store.Repeat;
import dev.spoor.localagent.store.StoredTrace;
import dev.spoor.localagent.store.TraceSummary;
import dev.spoor.wire.DecodedSpan;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Traces as JSON. Ids are strings of hex digits, because JavaScript cannot hold 64 bits; times and
 * durations are nanoseconds, times as decimal strings for the same reason. Stateless.
 */
public final class TracesJson {
  private TracesJson() {}

  /**
   * What belongs to a trace and came another way.
   *
   * @param logs how many log lines it has
   * @param router what the router said of its request, null if nothing
   */
  public record Beside(int logs, RouterBook.@Nullable Entry router) {}

  /** Writes the summary of a trace as members of the object that is open. */
  public static void summary(Json json, StoredTrace trace, Beside beside) {
    TraceSummary summary = trace.summary();
    DecodedSpan root = summary.root();
    json.key("n").number(trace.number());
    json.key("trace_id").string(trace.id());
    json.key("trace_id_decimal").string(Long.toUnsignedString(trace.traceIdLow()));
    json.key("service").string(root.service());
    json.key("name").string(root.name());
    json.key("resource").string(root.resource());
    json.key("type").string(root.type());
    json.key("kind").string(tag(root, "span.kind"));
    json.key("method").string(tag(root, "http.method"));
    json.key("route").string(tag(root, "http.route"));
    json.key("path").string(path(tag(root, "http.url")));
    json.key("status").string(tag(root, "http.status_code"));
    json.key("request_id").string(tag(root, "http.request_id"));
    json.key("received").number(trace.receivedMillis());
    json.key("start").string(Long.toString(summary.start()));
    json.key("duration").number(summary.duration());
    json.key("span_count").number(trace.spans().size());
    json.key("error_count").number(summary.errors());
    if (trace.priority() != null) {
      json.key("sampling_priority").number(trace.priority());
    }
    json.key("error").string(summary.error());
    json.key("services").open('[');
    summary.services().forEach(json::string);
    json.close(']');
    calls(json, "db", summary.database());
    calls(json, "redis", summary.redis());
    calls(json, "memcached", summary.memcached());
    calls(json, "http", summary.http());
    json.key("log_count").number(beside.logs());
    json.key("repeats").open('[');
    summary.repeats().stream().limit(10).forEach(repeat -> repeat(json, repeat));
    json.close(']');
    if (beside.router() != null) {
      LogsJson.router(json.key("router"), beside.router());
    }
  }

  private static void calls(Json json, String name, TraceSummary.Calls calls) {
    json.key(name).open('{').key("count").number(calls.count());
    json.key("duration").number(calls.nanos()).close('}');
  }

  private static void repeat(Json json, Repeat repeat) {
    json.open('{').key("service").string(repeat.service()).key("type").string(repeat.type());
    json.key("resource").string(repeat.resource()).key("count").number(repeat.count());
    json.key("duration").number(repeat.nanos()).close('}');
  }

  private static String tag(DecodedSpan span, String name) {
    String value = span.tag(name);
    return value == null ? "" : value;
  }

  /** The path and query of an URL. */
  private static String path(String url) {
    int host = url.indexOf("://");
    int path = host < 0 ? 0 : url.indexOf('/', host + 3);
    return path < 0 ? "/" : url.substring(path);
  }

  /** Writes all spans of a trace as a member of the object that is open. */
  public static void spans(Json json, StoredTrace trace) {
    json.key("spans").open('[');
    for (DecodedSpan span : trace.spans()) {
      span(json, span);
    }
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
    new TreeMap<>(span.meta())
        .forEach(
            (key, value) -> {
              if (!ExtrasJson.isExtra(span, key)) {
                json.key(key).string(value);
              }
            });
    json.close('}').key("metrics").open('{');
    new TreeMap<>(span.metrics()).forEach((key, value) -> json.key(key).number(value));
    ExtrasJson.links(json.close('}').key("links"), span);
    ExtrasJson.events(json.key("events"), span);
    json.close('}');
  }

  private static String hex(long id) {
    return HexFormat.of().toHexDigits(id);
  }
}
