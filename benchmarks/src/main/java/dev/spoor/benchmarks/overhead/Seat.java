package dev.spoor.benchmarks.overhead;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contender that is up: its process, the load on it, the sink behind it, and how many requests it
 * has been sent. Not thread safe.
 */
final class Seat implements AutoCloseable {
  final Child child;
  final Sink sink;
  private final LoadClient load;
  private final Map<Route, Long> requests = new EnumMap<>(Route.class);
  private @Nullable String failure;

  Seat(Child child, Sink sink, LoadClient load) {
    this.child = child;
    this.sink = sink;
    this.load = load;
  }

  /** Why no more requests are sent to it: it stopped answering, or answered an error; or null. */
  @Nullable String failure() {
    return failure;
  }

  /**
   * Takes the contender out of the run. An agent that stalls its application at a small heap is a
   * result, not an accident; without an agent it would be one.
   */
  void fail(Route route, IOException cause) throws IOException {
    if (contender() == Contender.NONE) {
      throw cause;
    }
    failure = "no answer on " + route.path + ": " + cause.getMessage();
  }

  Contender contender() {
    return child.contender;
  }

  LoadClient.Timing burst(Route route, int count, boolean paced)
      throws IOException, InterruptedException {
    LoadClient.Timing timing = load.burst(route.path, count, paced);
    sent(route, timing.latencies().length);
    return timing;
  }

  void sent(Route route, long count) {
    requests.merge(route, count, Long::sum);
  }

  long requests() {
    return requests.values().stream().mapToLong(Long::longValue).sum();
  }

  long expectedSpans() {
    return requests.entrySet().stream().mapToLong(e -> e.getKey().spans * e.getValue()).sum();
  }

  @Override
  public void close() throws IOException {
    load.close();
    child.close();
    sink.close();
  }
}
