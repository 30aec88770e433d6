package dev.spoor.localagent.render;

import dev.spoor.localagent.drain.RouterLine;
import dev.spoor.localagent.json.Json;
import dev.spoor.localagent.logs.LogEntry;
import dev.spoor.localagent.logs.LogStore;
import dev.spoor.localagent.logs.RouterBook;
import dev.spoor.localagent.store.StoredTrace;
import dev.spoor.localagent.store.TraceStore;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Log lines and router lines as JSON; ids are hex digits, times milliseconds. Stateless. */
public final class LogsJson {
  /** Of so many characters of lines the answer may consist; later lines come without theirs. */
  private static final int MAX_RAW = 4_000_000;

  private LogsJson() {}

  /** Writes lines as an array; a line without a trace gets that of its request. */
  public static void lines(Json json, List<LogStore.Numbered> lines, TraceStore traces) {
    int room = MAX_RAW;
    json.open('[');
    for (LogStore.Numbered line : lines) {
      LogEntry entry = line.entry();
      room -= entry.raw().length();
      json.open('{').key("rev").number(line.revision()).key("time").number(entry.millis());
      json.key("level").string(entry.level()).key("service").string(entry.service());
      json.key("source").string(entry.source()).key("logger").string(entry.logger());
      json.key("message").string(entry.message().isEmpty() ? entry.raw() : entry.message());
      json.key("trace_id").string(traceId(entry, traces));
      json.key("span_id").string(entry.spanId() == 0 ? "" : hex(entry.spanId()));
      json.key("request_id").string(entry.requestId());
      json.key("raw").string(room < 0 ? "" : entry.raw()).close('}');
    }
    json.close(']');
  }

  private static String traceId(LogEntry entry, TraceStore traces) {
    if (entry.traceIdLow() != 0) {
      return (entry.traceIdHigh() == 0 ? "" : hex(entry.traceIdHigh())) + hex(entry.traceIdLow());
    }
    StoredTrace trace = entry.requestId().isEmpty() ? null : traces.ofRequest(entry.requestId());
    return trace == null ? "" : trace.id();
  }

  private static String hex(long id) {
    return HexFormat.of().toHexDigits(id);
  }

  /** Writes what a router said of a request. */
  static void router(Json json, RouterBook.Entry entry) {
    router(json, entry, null);
  }

  /**
   * Writes what a router said of a request.
   *
   * @param traceId of the request's trace, null if it has none
   */
  public static void router(Json json, RouterBook.Entry entry, @Nullable String traceId) {
    RouterLine line = entry.line();
    json.open('{').key("id").string(entry.id()).key("time").number(entry.millis());
    json.key("received").number(entry.received());
    json.key("rev").number(entry.revision()).key("at").string(line.at());
    json.key("code").string(line.code()).key("desc").string(line.desc());
    json.key("method").string(line.method()).key("path").string(line.path());
    json.key("query").string(line.query()).key("host").string(line.host());
    json.key("request_id").string(line.requestId()).key("client").string(line.client());
    json.key("dyno").string(line.dyno()).key("connect").number(line.connectMillis());
    json.key("service").number(line.serviceMillis()).key("status").number(line.status());
    json.key("bytes").number(line.bytes()).key("protocol").string(line.protocol());
    json.key("trace_id").string(traceId == null ? "" : traceId).close('}');
  }
}
