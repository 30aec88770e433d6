package dev.spoor.localagent.services;

import dev.spoor.localagent.json.Json;
import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * How often each service and each of its resources was called in the last ten minutes, how it went
 * and how long it took, from all spans that were received, those included that are not kept any
 * more. A call is a span that enters a service. Bounded; thread safe.
 */
public final class ServiceBook {
  private static final int MAX_CALLS = 500;
  private static final int SHOWN_RESOURCES = 50;
  private static final int MAX_NAME = 300;

  private final LongSupplier millis;
  private final ReentrantLock lock = new ReentrantLock();

  /** Those that were not called for longest come first. */
  private final Map<Key, Call> calls = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(String service, String resource) {}

  private static final class Call {
    final String type;
    final Window window = new Window();

    Call(String type) {
      this.type = type;
    }
  }

  /**
   * @param millis the time since 1970
   */
  public ServiceBook(LongSupplier millis) {
    this.millis = millis;
  }

  /** Learns from the spans of one chunk each. */
  public void learn(List<DecodedTrace> traces) {
    long minute = millis.getAsLong() / 60_000;
    lock.lock();
    try {
      for (DecodedTrace trace : traces) {
        learn(trace.spans(), minute);
      }
      Iterator<Call> oldest = calls.values().iterator();
      while (calls.size() > MAX_CALLS) {
        oldest.next();
        oldest.remove();
      }
    } finally {
      lock.unlock();
    }
  }

  private void learn(List<DecodedSpan> spans, long minute) {
    Map<Long, String> services = new HashMap<>();
    spans.forEach(span -> services.put(span.spanId(), span.service()));
    for (DecodedSpan span : spans) {
      if (!span.service().equals(services.get(span.parentId()))) {
        call(span.service(), "", span, minute);
        call(span.service(), span.resource(), span, minute);
      }
    }
  }

  private void call(String service, String resource, DecodedSpan span, long minute) {
    Key key = new Key(cut(service), cut(resource));
    calls
        .computeIfAbsent(key, k -> new Call(span.type()))
        .window
        .add(minute, span.duration(), span.isError());
  }

  private static String cut(String name) {
    return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
  }

  public void clear() {
    lock.lock();
    try {
      calls.clear();
    } finally {
      lock.unlock();
    }
  }

  /** What is shown of one call. */
  @SuppressWarnings("ArrayRecordComponent") // Made and read here only.
  private record Row(Key key, String type, long[] hits, long[] errors, long[] percentiles) {
    long total() {
      return LongStream.of(hits).sum();
    }
  }

  /** The services as JSON, the busiest first, each with its busiest resources. */
  public String json() {
    Map<String, List<Row>> resources = new HashMap<>();
    List<Row> services = new ArrayList<>();
    long minute = millis.getAsLong() / 60_000;
    lock.lock();
    try {
      calls.forEach(
          (key, call) -> {
            Row row = row(key, call, minute);
            if (row.total() > 0 && key.resource.isEmpty()) {
              services.add(row);
            } else if (row.total() > 0) {
              resources.computeIfAbsent(key.service, s -> new ArrayList<>()).add(row);
            }
          });
    } finally {
      lock.unlock();
    }
    Comparator<Row> busiest = Comparator.comparingLong(Row::total).reversed();
    services.sort(busiest);
    Json json = new Json().open('{').key("minutes").number(Window.MINUTES);
    json.key("services").open('[');
    for (Row service : services) {
      row(json.open('{').key("service").string(service.key.service), service);
      json.key("resources").open('[');
      resources.getOrDefault(service.key.service, List.of()).stream()
          .sorted(busiest)
          .limit(SHOWN_RESOURCES)
          .forEach(
              one -> {
                row(json.open('{').key("resource").string(one.key.resource), one);
                json.close('}');
              });
      json.close(']').close('}');
    }
    return json.close(']').close('}').toString();
  }

  private static Row row(Key key, Call call, long minute) {
    Window window = call.window;
    long[] percentiles = {
      window.percentile(0.5, minute),
      window.percentile(0.95, minute),
      window.percentile(0.99, minute)
    };
    return new Row(key, call.type, window.hits(minute), window.errors(minute), percentiles);
  }

  private static void row(Json json, Row row) {
    json.key("type").string(row.type).key("hits").number(row.total());
    json.key("errors").number(LongStream.of(row.errors).sum());
    json.key("p50").number(row.percentiles[0]);
    json.key("p95").number(row.percentiles[1]);
    json.key("p99").number(row.percentiles[2]);
    json.key("per_minute").open('[');
    for (long hits : row.hits) {
      json.number(hits);
    }
    json.close(']');
  }
}
