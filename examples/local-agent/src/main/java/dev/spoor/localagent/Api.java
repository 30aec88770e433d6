package dev.spoor.localagent;

import dev.spoor.localagent.drain.RouterLine;
import dev.spoor.localagent.json.Json;
import dev.spoor.localagent.json.JsonReader;
import dev.spoor.localagent.logs.LogStore;
import dev.spoor.localagent.logs.RouterBook;
import dev.spoor.localagent.receiver.Reply;
import dev.spoor.localagent.receiver.Request;
import dev.spoor.localagent.render.LogsJson;
import dev.spoor.localagent.render.TracesJson;
import dev.spoor.localagent.status.Overview;
import dev.spoor.localagent.status.Rates;
import dev.spoor.localagent.store.StoredTrace;
import dev.spoor.localagent.store.TraceFilter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What the page asks for, as JSON. Lists say at which revision they were made ({@code rev}); asked
 * with {@code since=} that revision they hold what has changed. Thread safe.
 *
 * <ul>
 *   <li>{@code GET /api/traces?since=&limit=&service=&status=&min=&only=&q=}, {@code min} in
 *       milliseconds, {@code only=requests} without bare calls
 *   <li>{@code GET /api/traces/ID?since=}, the id in hex or decimal: one trace, its log lines, its
 *       router line; {@code {"unchanged":true}} if it has not changed since
 *   <li>{@code GET /api/logs?since=&limit=&level=&service=&q=}
 *   <li>{@code GET /api/services}, {@code GET /api/metrics?q=}, {@code GET /api/status}
 *   <li>{@code GET /api/live?rev=}: waits until there is something newer
 *   <li>{@code POST /api/rates} with {@code {"key":"service:shop,env:prod","rate":0.5}}; a rate of
 *       null takes it back
 *   <li>{@code POST /api/clear}
 * </ul>
 */
final class Api {
  private static final int LISTED = 1_000;
  private static final int LOGS_OF_TRACE = 1_000;
  private static final long WAIT_MILLIS = 8_000;

  /** Pages that wait hold a thread each. */
  private final Semaphore waiting = new Semaphore(24);

  private final Stores stores;
  private final Overview overview;
  private final Rates rates;

  Api(Stores stores, Overview overview, Rates rates) {
    this.stores = stores;
    this.overview = overview;
    this.rates = rates;
  }

  /** The answer to a request below {@code /api/}, null if there is nothing of that name. */
  @Nullable Reply answer(Request request) {
    String path = request.path();
    if (path.startsWith("/api/traces/")) {
      return trace(path.substring("/api/traces/".length()), request);
    }
    boolean post = request.method().equals("POST");
    return switch (path) {
      case "/api/traces" -> traces(request);
      case "/api/logs" -> logs(request);
      case "/api/services" -> Reply.json(stores.services().json());
      case "/api/metrics" ->
          Reply.json(stores.metrics().json(request.parameter("q", "").toLowerCase(Locale.ROOT)));
      case "/api/status" -> Reply.json(overview.json());
      case "/api/live" -> live(request);
      case "/api/rates" -> post ? rate(request) : null;
      case "/api/clear" -> post ? clear() : null;
      default -> null;
    };
  }

  private Reply live(Request request) {
    long seen = request.number("rev", 0, Long.MAX_VALUE, 0);
    if (!waiting.tryAcquire()) {
      return revision(stores.changes().revision());
    }
    try {
      return revision(stores.changes().await(seen, WAIT_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.text(503, "stopping\n");
    } finally {
      waiting.release();
    }
  }

  private static Reply revision(long revision) {
    return Reply.json(new Json().open('{').key("rev").number(revision).close('}').toString());
  }

  private Reply traces(Request request) {
    long revision = stores.changes().revision();
    long since = request.number("since", 0, Long.MAX_VALUE, 0);
    int limit = (int) request.number("limit", 1, LISTED, LISTED);
    TraceFilter filter =
        TraceFilter.of(
            request.parameter("service", ""),
            request.parameter("status", ""),
            request.number("min", 0, 1_000_000_000, 0) * 1_000_000,
            request.parameter("only", "").equals("requests"),
            request.parameter("q", ""));
    List<StoredTrace> found = byId(request.parameter("q", "").strip());
    if (found.isEmpty()) {
      found = stores.traces().newest(limit, since, filter);
    }
    Json json = new Json().open('{').key("rev").number(revision);
    json.key("oldest").number(stores.traces().oldest());
    json.key("traces").open('[');
    for (StoredTrace trace : found) {
      TracesJson.summary(json.open('{'), trace, beside(trace));
      json.close('}');
    }
    json.close(']').key("routers").open('[');
    for (RouterBook.Entry entry : stores.routers().since(since)) {
      if (isWanted(entry, filter)) {
        LogsJson.router(json, entry, null);
      }
    }
    return Reply.json(json.close(']').close('}').toString());
  }

  /** Whoever searches for an id wants that trace, whatever else the filter says. */
  private List<StoredTrace> byId(String text) {
    StoredTrace trace = text.length() < 6 ? null : stores.traces().find(text);
    return trace == null ? List.of() : List.of(trace);
  }

  private TracesJson.Beside beside(StoredTrace trace) {
    String requestId = trace.summary().requestId();
    return new TracesJson.Beside(
        stores.logs().count(trace.traceIdLow()), stores.routers().find(requestId));
  }

  /** Requests that failed at the router and left no trace are listed beside the traces. */
  private boolean isWanted(RouterBook.Entry entry, TraceFilter filter) {
    RouterLine line = entry.line();
    String status = filter.status();
    String all = line.path() + ' ' + line.code() + ' ' + line.requestId() + ' ' + line.method();
    return line.isError()
        && stores.traces().ofRequest(entry.id()) == null
        && filter.service().isEmpty()
        && (status.isEmpty()
            || status.equals("error")
            || status.equals(Integer.toString(line.status()))
            || (status.equals("5xx") && line.status() >= 500))
        && Math.max(0, line.durationNanos()) >= filter.minNanos()
        && filter.words().stream().allMatch(word -> TraceFilter.contains(all, word));
  }

  private Reply trace(String id, Request request) {
    StoredTrace trace = stores.traces().find(id);
    if (trace == null) {
      return Reply.text(404, "No such trace; the last ones are at /traces.\n");
    }
    if (trace.revision() <= request.number("since", 0, Long.MAX_VALUE, 0)) {
      return Reply.json("{\"unchanged\":true}");
    }
    Json json = new Json().open('{').key("rev").number(trace.revision());
    TracesJson.summary(json, trace, beside(trace));
    TracesJson.spans(json, trace);
    LogsJson.lines(
        json.key("logs"),
        stores.logs().ofTrace(trace.traceIdHigh(), trace.traceIdLow(), LOGS_OF_TRACE),
        stores.traces());
    return Reply.json(json.close('}').toString());
  }

  private Reply logs(Request request) {
    long revision = stores.changes().revision();
    LogStore.Filter filter =
        new LogStore.Filter(
            request.parameter("level", ""),
            request.parameter("service", ""),
            request.parameter("q", "").strip().toLowerCase(Locale.ROOT));
    int limit = (int) request.number("limit", 1, LISTED, LISTED);
    long since = request.number("since", 0, Long.MAX_VALUE, 0);
    Json json = new Json().open('{').key("rev").number(revision);
    Long oldest = stores.logs().oldest();
    json.key("oldest").number(oldest == null ? revision + 1 : oldest);
    json.key("services").open('[');
    stores.logs().services().forEach(json::string);
    LogsJson.lines(
        json.close(']').key("logs"), stores.logs().newest(limit, since, filter), stores.traces());
    return Reply.json(json.close('}').toString());
  }

  private Reply rate(Request request) {
    if (!request.mediaType().equals("application/json")) {
      return Reply.text(415, "application/json is taken here\n");
    }
    Map<String, @Nullable Object> change =
        JsonReader.object(new String(request.body(), StandardCharsets.UTF_8).strip());
    Object key = change == null ? null : change.get("key");
    Object rate = change == null ? null : change.get("rate");
    boolean set =
        key instanceof String text
            && (rate == null || rate instanceof Number)
            && rates.set(text, rate == null ? null : ((Number) rate).doubleValue());
    return set
        ? Reply.json(overview.json())
        : Reply.text(400, "key must be service:S,env:E and rate from 0 to 1, or null\n");
  }

  private Reply clear() {
    stores.clear();
    return revision(stores.changes().revision());
  }
}
