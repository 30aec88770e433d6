package dev.spoor.kind;

import dev.spoor.config.Config;
import dev.spoor.config.LogSettings;
import dev.spoor.diag.ThreadUsage;
import dev.spoor.trace.CallTotals;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the line of a request tells. Keys and units are those of the log correlation
 * library: times in milliseconds, counts and status as whole numbers. It filters and orders;
 * secrets are left in here.
 */
final class RequestFacts {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Whether the process has made such calls: if not, its lines do not speak of them. */
  private static volatile boolean callsDatabases;

  private static volatile boolean callsRedis;

  private static volatile boolean callsMemcached;

  private RequestFacts() {}

  static <Q> Map<String, Object> of(
      ServedRequest served, LoggedRequest<Q> adapter, Q request, int status) {
    Map<String, Object> facts = new HashMap<>(32);
    Span span = served.span();
    put(facts, "method", span.tag(Tags.HTTP_METHOD));
    put(facts, "path", adapter.rawPath(request));
    facts.put("format", format(adapter.responseHeader(request, "content-type")));
    put(facts, "controller", served.controller);
    put(facts, "action", served.action);
    put(facts, "route", served.route);
    if (status > 0) {
      facts.put("status", status);
    }
    put(facts, "error", served.thrown);
    facts.put("duration", (span.trace().now() - span.start()) / NANOS_PER_MILLI);
    putView(facts, served, status);
    putCalls(facts, span.trace().totals());
    putUsage(facts, served.usage);
    putIds(facts, span);
    if (status >= 300 && status < 400) {
      put(facts, "location", adapter.responseHeader(request, "location"));
    }
    facts.put("params", parameters(served, adapter, request));
    put(facts, "request_id", span.tag(Tags.HTTP_REQUEST_ID));
    String forwarded = adapter.get(request, "x-forwarded-for");
    put(facts, "client_ip", ClientAddress.of(forwarded, adapter.peerAddress(request)));
    String queued = adapter.get(request, "x-request-start");
    long waited = RequestStart.waitNanos(queued, span.start());
    if (waited != RequestStart.NONE) {
      facts.put("queue", waited / NANOS_PER_MILLI);
    }
    return facts;
  }

  private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
    if (value != null) {
      facts.put(name, value);
    }
  }

  /**
   * The time of a redirect is no template's, and its name holds the address, perhaps with secrets.
   */
  private static void putView(Map<String, Object> facts, ServedRequest served, int status) {
    if (served.viewNanos > 0) {
      boolean redirect = status >= 300 && status < 400;
      facts.put("view", redirect ? 0.0 : served.viewNanos / NANOS_PER_MILLI);
      String name = served.viewName;
      if (!redirect && name != null && name.indexOf(':') < 0) {
        facts.put("view_name", name);
      }
    }
  }

  static void putUsage(Map<String, Object> facts, @Nullable ThreadUsage usage) {
    if (usage == null) {
      return;
    }
    usage.end();
    if (usage.cpuNanos() != ThreadUsage.UNKNOWN) {
      facts.put("cpu", usage.cpuNanos() / NANOS_PER_MILLI);
    }
    if (usage.allocatedBytes() != ThreadUsage.UNKNOWN) {
      facts.put("allocations", usage.allocatedBytes());
    }
  }

  /**
   * The ids for lines that are laid out without the help of an encoder; those get them with the
   * event. A key with {@code @} is never written as it is.
   */
  static void putIds(Map<String, Object> facts, Span span) {
    Config config = KindSettings.active().config();
    if (!config.get(LogSettings.LOGS_INJECTION)) {
      return;
    }
    Map<String, String> ids = new LinkedHashMap<>(8);
    ids.put("trace_id", span.trace().logId());
    ids.put("span_id", span.logId());
    putName(ids, "env", config.env());
    putName(ids, "service", config.service());
    putName(ids, "version", config.version());
    facts.put("@dd", ids);
  }

  private static void putName(Map<String, String> ids, String key, String name) {
    if (!name.isEmpty()) {
      ids.put(key, name);
    }
  }

  static void putCalls(Map<String, Object> facts, CallTotals calls) {
    callsDatabases |= calls.sqlCount() > 0;
    callsRedis |= calls.redisCount() > 0;
    callsMemcached |= calls.memcachedCount() > 0;
    if (callsDatabases) {
      facts.put("db", calls.sqlNanos() / NANOS_PER_MILLI);
      facts.put("db_count", calls.sqlCount());
    }
    if (callsRedis) {
      facts.put("redis", calls.redisNanos() / NANOS_PER_MILLI);
      facts.put("redis_count", calls.redisCount());
    }
    if (callsMemcached) {
      facts.put("memcached", calls.memcachedNanos() / NANOS_PER_MILLI);
      facts.put("memcached_count", calls.memcachedCount());
    }
  }

  private static <Q> Map<String, Object> parameters(
      ServedRequest served, LoggedRequest<Q> adapter, Q request) {
    Map<String, Object> all = new HashMap<>();
    adapter.addParameters(request, all);
    for (Map.Entry<String, Object> parameter : all.entrySet()) {
      parameter.setValue(single(parameter.getValue()));
    }
    Map<?, ?> variables = served.pathVariables;
    if (variables != null) {
      variables.forEach((name, value) -> all.put(String.valueOf(name), value));
    }
    return all;
  }

  /** Most parameters come once: their value then stands alone. */
  private static Object single(Object value) {
    if (value instanceof String[] array && array.length == 1) {
      return array[0];
    }
    return value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
  }

  /**
   * {@code json} for {@code application/vnd.shop+json;charset=utf-8}, {@code *}{@code /*} if
   * unknown.
   */
  static String format(@Nullable String contentType) {
    if (contentType == null) {
      return "*/*";
    }
    int from = contentType.indexOf('/') + 1;
    int to = contentType.indexOf(';', from);
    to = to < 0 ? contentType.length() : to;
    int suffix = contentType.lastIndexOf('+', to - 1);
    from = suffix >= from ? suffix + 1 : from;
    if (contentType.startsWith("x-", from)) {
      from += 2;
    }
    String format = contentType.substring(from, to).trim();
    return switch (format) {
      case "" -> "*/*";
      case "plain" -> "text";
      case "javascript" -> "js";
      default -> format;
    };
  }
}
