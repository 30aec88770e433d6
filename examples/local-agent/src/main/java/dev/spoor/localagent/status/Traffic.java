package dev.spoor.localagent.status;

import dev.spoor.wire.DecodedTrace;
import dev.spoor.wire.TraceNormalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * What was received in the last minute, by client. Thread safe; bounded whatever clients call
 * themselves.
 */
public final class Traffic {
  private static final int MAX_CLIENTS = 100;
  private static final Client OTHERS = new Client("", "", "", "", "", "");

  private final LongSupplier seconds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Client, LastMinute> clients = new LinkedHashMap<>();
  private final LastMinute kept = new LastMinute();
  private final LastMinute stats = new LastMinute();

  /**
   * @param seconds a clock in whole seconds that never goes back
   */
  public Traffic(LongSupplier seconds) {
    this.seconds = seconds;
  }

  /** Counts a request that was decoded; returns the traces that an Agent would not have dropped. */
  public List<DecodedTrace> received(Client client, long bytes, List<DecodedTrace> traces) {
    List<TraceNormalizer.Verdict> verdicts = traces.stream().map(TraceNormalizer::check).toList();
    change(
        client,
        tally -> {
          tally.payloads++;
          tally.bytes += bytes;
          for (int i = 0; i < traces.size(); i++) {
            tally.count(traces.get(i), verdicts.get(i));
          }
        });
    List<DecodedTrace> good =
        IntStream.range(0, traces.size())
            .filter(i -> verdicts.get(i).dropReason() == null)
            .mapToObj(traces::get)
            .toList();
    keep(good, bytes);
    return good;
  }

  private void keep(List<DecodedTrace> traces, long bytes) {
    long sampled = traces.stream().filter(Traffic::isSampled).count();
    if (sampled > 0) {
      locked(
          () ->
              kept.change(
                  seconds.getAsLong(),
                  tally -> {
                    tally.payloads++;
                    tally.traces += sampled;
                    tally.bytes += bytes;
                  }));
    }
  }

  private static boolean isSampled(DecodedTrace trace) {
    Integer priority = trace.samplingPriority();
    return priority == null || priority > 0;
  }

  /** Counts a request that could not be taken, by the number of traces that it announced. */
  public void refused(Client client, String reason, long traces) {
    change(client, tally -> tally.drop(reason, Math.max(1, traces)));
  }

  /** Counts a payload of stats. */
  public void stats(long bytes, int buckets) {
    locked(
        () ->
            stats.change(
                seconds.getAsLong(),
                tally -> {
                  tally.payloads++;
                  tally.traces += buckets;
                  tally.bytes += bytes;
                }));
  }

  private void change(Client client, Consumer<Tally> change) {
    locked(
        () -> {
          long now = seconds.getAsLong();
          clients.values().removeIf(minute -> minute.isEmpty(now));
          Client key =
              clients.size() < MAX_CLIENTS || clients.containsKey(client) ? client : OTHERS;
          clients.computeIfAbsent(key, c -> new LastMinute()).change(now, change);
        });
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** The sums of the last minute. */
  Minute minute() {
    lock.lock();
    try {
      long now = seconds.getAsLong();
      Map<Client, Tally> sums = new LinkedHashMap<>();
      clients.values().removeIf(minute -> minute.isEmpty(now));
      clients.forEach((client, minute) -> sums.put(client, minute.sum(now)));
      return new Minute(sums, kept.sum(now), stats.sum(now));
    } finally {
      lock.unlock();
    }
  }

  record Minute(Map<Client, Tally> clients, Tally kept, Tally stats) {}
}
