package dev.spoor.wire;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One chunk of a payload: those spans of a trace that were sent together, in the order of the wire.
 * Other chunks, of this sender or of another service, may hold the rest of the trace.
 */
public record DecodedTrace(List<DecodedSpan> spans) {
  public DecodedTrace {
    spans = List.copyOf(spans);
  }

  /** Low 64 bits of the first span's trace id, unsigned; 0 if the chunk is empty. */
  public long traceId() {
    return spans.isEmpty() ? 0 : spans.get(0).traceId();
  }

  /** High 64 bits as the first span's {@code _dd.p.tid} gives them; 0 if absent or not hex. */
  public long traceIdHigh() {
    String high = spans.isEmpty() ? null : spans.get(0).tag("_dd.p.tid");
    if (high == null || high.length() != 16) {
      return 0;
    }
    try {
      return HexFormat.fromHexDigitsToLong(high);
    } catch (IllegalArgumentException notHex) {
      return 0;
    }
  }

  /** The whole id of 128 bits as 32 lower-case hex digits. */
  public String traceIdHex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(traceIdHigh()) + hex.toHexDigits(traceId());
  }

  /**
   * The span that an Agent takes as root: the one without a parent, else the last one whose parent
   * is not in this chunk, else the last; null if the chunk is empty.
   */
  public @Nullable DecodedSpan rootSpan() {
    Set<Long> ids = new HashSet<>();
    for (DecodedSpan span : spans) {
      if (span.parentId() == 0) {
        return span;
      }
      ids.add(span.spanId());
    }
    for (int i = spans.size() - 1; i >= 0; i--) {
      if (!ids.contains(spans.get(i).parentId())) {
        return spans.get(i);
      }
    }
    return spans.isEmpty() ? null : spans.get(spans.size() - 1);
  }

  /**
   * The sampling decision (-1 user drop, 0 drop, 1 keep, 2 user keep) of the root span, else of the
   * first span that has one; null if none has.
   */
  public @Nullable Integer samplingPriority() {
    DecodedSpan root = rootSpan();
    Double priority = root == null ? null : root.metric("_sampling_priority_v1");
    for (int i = 0; priority == null && i < spans.size(); i++) {
      priority = spans.get(i).metric("_sampling_priority_v1");
    }
    return priority == null ? null : priority.intValue();
  }
}
