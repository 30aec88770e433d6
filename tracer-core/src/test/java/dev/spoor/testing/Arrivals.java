package dev.spoor.testing;

import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedStats;
import dev.spoor.wire.DecodedTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What has arrived at a {@link FakeAgent}, and waiting for more of it. Thread safe. */
final class Arrivals {
  private static final int SPANS_TOLD = 40;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<AgentRequest> requests = new ArrayList<>();
  private final List<DecodedTrace> traces = new ArrayList<>();
  private final List<DecodedStats> stats = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private long lastArrival = System.nanoTime();

  /** Records a request and what it brought, at once. */
  void add(
      AgentRequest request,
      List<String> found,
      List<DecodedTrace> arrived,
      List<DecodedStats> counted) {
    change(
        () -> {
          requests.add(request);
          traces.addAll(arrived);
          stats.addAll(counted);
          found.forEach(v -> violations.add(request + ": " + v));
        });
  }

  void violation(String text) {
    change(() -> violations.add(text));
  }

  private void change(Runnable what) {
    lock.lock();
    try {
      what.run();
      lastArrival = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<AgentRequest> requests() {
    return locked(() -> List.copyOf(requests));
  }

  List<DecodedTrace> traces() {
    return locked(() -> List.copyOf(traces));
  }

  List<DecodedStats> stats() {
    return locked(() -> List.copyOf(stats));
  }

  List<DecodedSpan> spans() {
    return locked(() -> traces.stream().flatMap(t -> t.spans().stream()).toList());
  }

  List<String> violations() {
    return locked(() -> List.copyOf(violations));
  }

  void clear() {
    change(
        () -> {
          requests.clear();
          traces.clear();
          stats.clear();
          violations.clear();
        });
  }

  private <T> T locked(Supplier<T> what) {
    lock.lock();
    try {
      return what.get();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the probe answers with a list that is not empty, and returns that. */
  <T> List<T> await(String what, Duration deadline, Supplier<List<T>> probe) {
    long end = System.nanoTime() + deadline.toNanos();
    lock.lock();
    try {
      List<T> result = probe.get();
      while (result.isEmpty()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError(
              "waited " + deadline.toMillis() + " ms for " + what + "; " + describe());
        }
        waitFor(left);
        result = probe.get();
      }
      return result;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing has arrived for that long. */
  void awaitQuiet(Duration quiet, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    lock.lock();
    try {
      while (true) {
        long now = System.nanoTime();
        long left = lastArrival + quiet.toNanos() - now;
        if (left <= 0) {
          return;
        }
        if (now >= end) {
          throw new AssertionError("never quiet for " + quiet.toMillis() + " ms; " + describe());
        }
        waitFor(Math.min(left, end - now));
      }
    } finally {
      lock.unlock();
    }
  }

  private void waitFor(long nanos) {
    try {
      changed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting; " + describe(), e);
    }
  }

  private String describe() {
    StringBuilder text = new StringBuilder("arrived: ");
    text.append(requests.size()).append(" requests, ").append(traces.size()).append(" traces");
    requests.stream().skip(Math.max(0, requests.size() - 10L)).forEach(r -> line(text, r));
    int told = 0;
    for (DecodedTrace trace : traces) {
      line(text, "trace " + trace.traceIdHex());
      for (DecodedSpan span : trace.spans()) {
        if (told++ == SPANS_TOLD) {
          return text.append("\n  ...").toString();
        }
        line(text, "  " + SpanAssert.describe(span));
      }
    }
    violations.forEach(v -> line(text, "violation: " + v));
    return text.toString();
  }

  private static void line(StringBuilder text, Object what) {
    text.append("\n  ").append(what);
  }
}
