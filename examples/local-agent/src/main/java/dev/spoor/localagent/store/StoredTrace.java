package dev.spoor.localagent.store;

import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one trace at one moment: the spans of all its chunks, from whichever
 * services they came. Immutable; its summary is made when it is first asked for.
 */
public final class StoredTrace {
  private final long number;
  private final long revision;
  private final long traceIdHigh;
  private final long traceIdLow;
  private final long receivedMillis;
  private final @Nullable Integer priority;
  private final List<DecodedSpan> spans;
  private volatile @Nullable TraceSummary summary;

  /**
   * @param number counts traces in the order in which they came
   * @param revision of the last change, see {@link Changes}
   * @param traceIdHigh high half of the id, 0 as long as no chunk has told it
   * @param traceIdLow low half, unsigned
   * @param receivedMillis wall-clock time of the first chunk
   * @param priority sampling decision, null if none was sent
   */
  StoredTrace(
      long number,
      long revision,
      long traceIdHigh,
      long traceIdLow,
      long receivedMillis,
      @Nullable Integer priority,
      List<DecodedSpan> spans) {
    this.number = number;
    this.revision = revision;
    this.traceIdHigh = traceIdHigh;
    this.traceIdLow = traceIdLow;
    this.receivedMillis = receivedMillis;
    this.priority = priority;
    this.spans = List.copyOf(spans);
  }

  public long number() {
    return number;
  }

  public long revision() {
    return revision;
  }

  public long traceIdHigh() {
    return traceIdHigh;
  }

  public long traceIdLow() {
    return traceIdLow;
  }

  public long receivedMillis() {
    return receivedMillis;
  }

  public @Nullable Integer priority() {
    return priority;
  }

  public List<DecodedSpan> spans() {
    return spans;
  }

  /** The id as 32 lower-case hex digits. */
  public String id() {
    return HexFormat.of().toHexDigits(traceIdHigh) + HexFormat.of().toHexDigits(traceIdLow);
  }

  /** The span that stands for the trace: see {@link DecodedTrace#rootSpan}. */
  public DecodedSpan root() {
    return summary().root();
  }

  public TraceSummary summary() {
    TraceSummary known = summary;
    if (known == null) {
      known = TraceSummary.of(spans);
      summary = known;
    }
    return known;
  }
}
