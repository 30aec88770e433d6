package dev.spoor.localagent.status;

import dev.spoor.wire.DecodedTrace;
import dev.spoor.wire.TraceNormalizer;
import java.util.Map;
import java.util.TreeMap;

/** Counts of one client, or of what was kept, over some time. Not thread safe. */
final class Tally {
  long payloads;
  long traces;
  long spans;
  long bytes;
  final Map<String, Long> dropped = new TreeMap<>();
  final Map<String, Long> malformed = new TreeMap<>();

  void add(Tally other) {
    payloads += other.payloads;
    traces += other.traces;
    spans += other.spans;
    bytes += other.bytes;
    other.dropped.forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
    other.malformed.forEach((reason, count) -> malformed.merge(reason, count, Long::sum));
  }

  void drop(String reason, long count) {
    dropped.merge(reason, count, Long::sum);
  }

  void count(DecodedTrace trace, TraceNormalizer.Verdict verdict) {
    traces++;
    spans += trace.spans().size();
    if (verdict.dropReason() != null) {
      drop(verdict.dropReason(), 1);
    }
    verdict.malformed().forEach((reason, n) -> malformed.merge(reason, (long) n, Long::sum));
  }
}
