package dev.spoor.propagation;

import dev.spoor.trace.Baggage;
import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.TraceFacts;
import dev.spoor.trace.TraceId;
import dev.spoor.trace.TraceTags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Zipkin's B3 headers: {@code X-B3-TraceId}, {@code X-B3-SpanId} and {@code X-B3-Sampled}, or all
 * of them in one header {@code b3} as {@code trace-span-sampled}.
 *
 * <p>Ids are lower-case hex of any length up to the full one. Only {@code 1} means that the trace
 * is kept; a header with nothing but a flag is no context. The ids as they came become tags of the
 * local root.
 */
final class B3Style implements Style {
  private static final String TRACE_ID = "X-B3-TraceId";
  private static final String SPAN_ID = "X-B3-SpanId";
  private static final String SAMPLED = "X-B3-Sampled";
  private static final String SINGLE = "b3";

  private final boolean single;
  private final boolean padded;

  B3Style(boolean single, boolean padded) {
    this.single = single;
    this.padded = padded;
  }

  @Override
  public String name() {
    return single ? "b3single" : "b3multi";
  }

  @Override
  public <C> @Nullable RemoteParent extract(C carrier, HeaderGetter<C> getter) {
    if (!single) {
      return context(
          Ids.first(getter.get(carrier, "x-b3-traceid")),
          Ids.first(getter.get(carrier, "x-b3-spanid")),
          Ids.first(getter.get(carrier, "x-b3-sampled")));
    }
    String header = Ids.first(getter.get(carrier, SINGLE));
    int dash = header == null ? -1 : header.indexOf('-');
    if (header == null || dash < 0) {
      return null;
    }
    int end = header.indexOf('-', dash + 1);
    if (end < 0) {
      return context(header.substring(0, dash), header.substring(dash + 1), null);
    }
    int flagEnd = header.indexOf('-', end + 1);
    String flag = header.substring(end + 1, flagEnd < 0 ? header.length() : flagEnd);
    return context(header.substring(0, dash), header.substring(dash + 1, end), flag);
  }

  private static @Nullable RemoteParent context(
      @Nullable String traceId, @Nullable String spanId, @Nullable String sampled) {
    if (traceId == null || !isId(traceId, 32)) {
      return null;
    }
    int middle = Math.max(0, traceId.length() - 16);
    long low = Ids.hex(traceId, middle, traceId.length());
    if (low == 0 || (spanId != null && !isId(spanId, 16))) {
      return null;
    }
    int priority = Priority.UNSET;
    if (sampled != null) {
      priority = sampled.equals("1") ? Priority.SAMPLER_KEEP : Priority.SAMPLER_DROP;
    }
    return new RemoteParent(
            Ids.hex(traceId, 0, middle),
            low,
            spanId == null ? 0 : Ids.hex(spanId, 0, spanId.length()),
            priority,
            null,
            TraceTags.NONE,
            null,
            null)
        .with(
            List.of(),
            Baggage.EMPTY,
            spanId == null
                ? List.of("b3.traceid", traceId)
                : List.of("b3.traceid", traceId, "b3.spanid", spanId));
  }

  private static boolean isId(String text, int maxDigits) {
    return !text.isEmpty() && text.length() <= maxDigits && Ids.isHex(text, 0, text.length());
  }

  @Override
  public <C> void inject(
      TraceFacts trace, long spanId, int priority, C carrier, HeaderSetter<C> setter) {
    if (spanId == 0) {
      return; // a caller that named no span: zeros are no id in these headers
    }
    boolean wide = padded || trace.idHigh() != 0;
    String traceId = wide ? TraceId.hex(trace.idHigh(), trace.idLow()) : TraceId.hex(trace.idLow());
    String span = TraceId.hex(spanId);
    String sampled = priority == Priority.UNSET ? null : priority > 0 ? "1" : "0";
    if (single) {
      String ids = traceId.concat("-").concat(span);
      setter.set(carrier, SINGLE, sampled == null ? ids : ids.concat("-").concat(sampled));
      return;
    }
    setter.set(carrier, TRACE_ID, traceId);
    setter.set(carrier, SPAN_ID, span);
    if (sampled != null) {
      setter.set(carrier, SAMPLED, sampled);
    }
  }
}
