package dev.spoor.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a contender occupies after all bursts, and what of its spans has arrived.
 *
 * @param idleCpuMillis CPU time per second of doing nothing
 * @param residentBytes before the collection that {@code heapBytes} follows
 */
record Footprint(
    long jarBytes,
    long classes,
    long threads,
    long residentBytes,
    long heapBytes,
    double idleCpuMillis,
    long requests,
    long expectedSpans,
    Tally delivered,
    long traceBytes,
    long otherBytes,
    long traceRequests) {

  private static final int IDLE_SECONDS = 4;
  private static final int QUIET_SECONDS = 12;
  private static final int MOST_SECONDS = 30;

  /** Measures all at once, first waiting until no more spans come. */
  static Map<Contender, Footprint> measure(List<Seat> seats, Installation installation)
      throws IOException, InterruptedException {
    awaitDelivery(seats);
    long[] before = cpu(seats);
    Thread.sleep(IDLE_SECONDS * 1000L);
    long[] after = cpu(seats);
    Map<Contender, Footprint> results = new EnumMap<>(Contender.class);
    for (int i = 0; i < seats.size(); i++) {
      double idle = (after[i] - before[i]) / 1e6 / IDLE_SECONDS;
      results.put(seats.get(i).contender(), of(seats.get(i), installation, idle));
    }
    return results;
  }

  private static Footprint of(Seat seat, Installation installation, double idle)
      throws IOException {
    Path jar = seat.contender().jar(installation);
    long resident = seat.child.residentBytes();
    Map<String, Long> stats = seat.child.stats(true);
    return new Footprint(
        jar == null ? 0 : Files.size(jar),
        stats.getOrDefault("classes", 0L),
        stats.getOrDefault("threads", 0L),
        resident,
        stats.getOrDefault("heap", 0L),
        idle,
        seat.requests(),
        seat.expectedSpans(),
        seat.sink.count(),
        seat.sink.traceBytes(),
        seat.sink.otherBytes(),
        seat.sink.traceRequests());
  }

  /** Some send ten seconds late, so silence must last longer than that; unless all is there. */
  private static void awaitDelivery(List<Seat> seats) throws IOException, InterruptedException {
    long last = -1;
    int quiet = 0;
    for (int second = 0; second < MOST_SECONDS && quiet < QUIET_SECONDS; second++) {
      long sum = 0;
      boolean complete = true;
      for (Seat seat : seats) {
        long spans = seat.sink.count().spans();
        sum += spans;
        complete &= !seat.contender().traces() || spans >= seat.expectedSpans();
      }
      if (complete) {
        return;
      }
      quiet = sum == last ? quiet + 1 : 0;
      last = sum;
      Thread.sleep(1_000);
    }
  }

  private static long[] cpu(List<Seat> seats) throws IOException {
    long[] nanos = new long[seats.size()];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = seats.get(i).child.cpuNanos();
    }
    return nanos;
  }
}
