package dev.spoor.localagent.store;

import dev.spoor.wire.DecodedSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same query or command again and again within one trace: what is known as N+1. Immutable.
 *
 * @param nanos sum of the durations
 */
public record Repeat(String service, String type, String resource, int count, long nanos) {
  /** So often, and it is told. */
  private static final int QUERIES = 5;

  /** Commands to caches are cheap and are expected to come in twos and threes. */
  private static final int COMMANDS = 10;

  private record Key(String service, String type, String resource) {}

  /** The repeats among these spans, the costliest first. */
  static List<Repeat> in(List<DecodedSpan> spans) {
    if (spans.size() < QUERIES) {
      return List.of();
    }
    Map<Key, long[]> sums = new HashMap<>();
    for (DecodedSpan span : spans) {
      if (TraceSummary.isCall(span)) {
        Key key = new Key(span.service(), span.type(), span.resource());
        long[] sum = sums.computeIfAbsent(key, k -> new long[2]);
        sum[0]++;
        sum[1] += span.duration();
      }
    }
    List<Repeat> repeats = new ArrayList<>();
    sums.forEach(
        (key, sum) -> {
          if (sum[0] >= (key.type.equals("sql") ? QUERIES : COMMANDS)) {
            repeats.add(new Repeat(key.service, key.type, key.resource, (int) sum[0], sum[1]));
          }
        });
    repeats.sort(Comparator.comparingLong(Repeat::nanos).reversed());
    return List.copyOf(repeats);
  }
}
