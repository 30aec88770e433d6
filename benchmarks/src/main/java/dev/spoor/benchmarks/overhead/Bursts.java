package dev.spoor.benchmarks.overhead;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads the contenders in turn, A B C D A B C D, so that a machine that slows down does so for all
 * of them, and compares within a round only.
 */
final class Bursts {
  private final List<Seat> seats;
  private final Options options;

  Bursts(List<Seat> seats, Options options) {
    this.seats = seats;
    this.options = options;
  }

  /** Lets the JIT see every route of every contender, in small turns. */
  void warmUp() throws IOException, InterruptedException {
    int turns = 4;
    for (int turn = 0; turn < turns; turn++) {
      for (Route route : options.routes()) {
        for (Seat seat : seats) {
          if (seat.failure() == null) {
            int requests = options.burst(route) * Math.max(1, options.warmUp() / turns);
            attempt(seat, route, requests, false);
            seat.sink.count();
          }
        }
      }
    }
  }

  /** Returns null, and has the seat out of the run, when its application does not answer. */
  private static LoadClient.@Nullable Timing attempt(
      Seat seat, Route route, int requests, boolean paced)
      throws IOException, InterruptedException {
    try {
      return seat.burst(route, requests, paced);
    } catch (IOException e) {
      seat.fail(route, e);
      return null;
    }
  }

  /** All rounds of one route; the figures of a contender stand in the order of the rounds. */
  Map<Contender, List<Burst>> run(Route route) throws IOException, InterruptedException {
    Map<Contender, List<Burst>> results = new EnumMap<>(Contender.class);
    Map<Contender, Open> open = new EnumMap<>(Contender.class);
    for (int round = 0; round <= options.rounds(); round++) {
      for (Seat seat : seats) {
        if (seat.failure() != null) {
          continue;
        }
        Open last = open.remove(seat.contender());
        long cpu = seat.child.cpuNanos();
        long bytes = seat.child.allocatedBytes();
        if (last != null) {
          results
              .computeIfAbsent(seat.contender(), c -> new ArrayList<>())
              .add(last.close(cpu, bytes));
        }
        if (round < options.rounds()) {
          LoadClient.Timing timing = attempt(seat, route, options.burst(route), true);
          if (timing != null) {
            open.put(seat.contender(), new Open(cpu, seat.child.cpuNanos(), bytes, timing));
          }
        }
        seat.sink.count();
      }
      if (round == options.rounds() - 1) {
        // The last burst gets as long to be sent as the others had.
        Thread.sleep(Math.max(2_000, 500L * seats.size()));
      }
    }
    return results;
  }

  /** A burst that is over, until its contender's next turn. */
  private record Open(long cpuBefore, long cpuAfter, long bytesBefore, LoadClient.Timing timing) {
    Burst close(long cpuNow, long bytesNow) {
      double requests = timing.latencies().length;
      return new Burst(
          (cpuNow - cpuBefore) / 1e3 / requests,
          (cpuAfter - cpuBefore) / 1e3 / requests,
          (bytesNow - bytesBefore) / requests,
          requests / (timing.wallNanos() / 1e9),
          timing.millisAt(0.5),
          timing.millisAt(0.99));
    }
  }
}
