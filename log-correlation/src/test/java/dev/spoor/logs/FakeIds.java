package dev.spoor.logs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Plays the tracer: a current span per thread, and a fixed service, env and version. */
final class FakeIds implements CorrelationIds {
  private record Span(String traceId, String spanId) {}

  private final Map<Thread, Span> current = new ConcurrentHashMap<>();

  void open(String traceId, String spanId) {
    current.put(Thread.currentThread(), new Span(traceId, spanId));
  }

  void close() {
    current.remove(Thread.currentThread());
  }

  @Override
  public @Nullable String traceId() {
    Span span = current.get(Thread.currentThread());
    return span == null ? null : span.traceId;
  }

  @Override
  public @Nullable String spanId() {
    Span span = current.get(Thread.currentThread());
    return span == null ? null : span.spanId;
  }

  @Override
  public String service() {
    return "shop";
  }

  @Override
  public String env() {
    return "test";
  }

  @Override
  public String version() {
    return "1.2.3";
  }
}
