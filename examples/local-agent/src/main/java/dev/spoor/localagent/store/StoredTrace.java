package dev.spoor.localagent.store;

import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one trace at one moment: the spans of all its chunks, from whichever
 * services they came. Immutable.
 *
 * @param traceIdHigh high half of the id, 0 as long as no chunk has told it
 * @param traceIdLow low half, unsigned
 * @param receivedMillis wall-clock time of the first chunk
 * @param priority sampling decision, null if none was sent
 */
public record StoredTrace(
    long traceIdHigh,
    long traceIdLow,
    long receivedMillis,
    @Nullable Integer priority,
    List<DecodedSpan> spans) {

  /** The id as 32 lower-case hex digits. */
  public String id() {
    return HexFormat.of().toHexDigits(traceIdHigh) + HexFormat.of().toHexDigits(traceIdLow);
  }

  /** The span that stands for the trace: see {@link DecodedTrace#rootSpan}. */
  public DecodedSpan root() {
    DecodedSpan root = new DecodedTrace(spans).rootSpan();
    return root == null ? spans.get(0) : root;
  }

  /** Nanoseconds since 1970 at which the first span began. */
  public long start() {
    return spans.stream().mapToLong(DecodedSpan::start).min().orElse(0);
  }

  /** Nanoseconds from the begin of the first span to the end of the last. */
  public long duration() {
    return spans.stream().mapToLong(s -> s.start() + s.duration()).max().orElse(0) - start();
  }

  public long errors() {
    return spans.stream().filter(DecodedSpan::isError).count();
  }

  /** Names of the services that took part, sorted. */
  public List<String> services() {
    TreeSet<String> names = new TreeSet<>();
    spans.forEach(span -> names.add(span.service()));
    return List.copyOf(names);
  }
}
