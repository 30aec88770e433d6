package dev.spoor.propagation;

import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.TraceFacts;
import dev.spoor.trace.TraceId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * W3C Trace Context: {@code traceparent} and {@code tracestate}, with Datadog's own facts in the
 * state's {@code dd} member.
 */
final class TraceContextStyle implements Style {
  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";

  /** {@code vv-<32 hex>-<16 hex>-<2 hex>}. */
  private static final int LENGTH = 55;

  @Override
  public String name() {
    return "tracecontext";
  }

  @Override
  public boolean carriesSpanBaggage() {
    return true;
  }

  @Override
  public <C> @Nullable RemoteParent extract(C carrier, HeaderGetter<C> getter) {
    return extract(carrier, getter, null);
  }

  /**
   * Reads a context beside what another style has found.
   *
   * @param base a context with ids; where it is of the same trace it is returned with the place in
   *     the trace that is told here, and of the state only the last Datadog span is read
   */
  <C> @Nullable RemoteParent extract(
      C carrier, HeaderGetter<C> getter, @Nullable RemoteParent base) {
    String header = getter.get(carrier, TRACEPARENT);
    if (header == null || getter.get(carrier, TRACEPARENT, 1) != null) {
      return null;
    }
    String parent = header.trim();
    if (!isWellFormed(parent)) {
      return null;
    }
    long high = Ids.hex(parent, 3, 19);
    long low = Ids.hex(parent, 19, 35);
    long spanId = Ids.hex(parent, 36, 52);
    if (low == 0 || spanId == 0) {
      return null;
    }
    if (base != null && base.isOfTrace(high, low)) {
      return below(base, high, spanId, state(carrier, getter));
    }
    boolean sampled = (Ids.hex(parent, 53, 55) & 1) != 0;
    return TraceState.parse(state(carrier, getter)).toParent(high, low, spanId, sampled);
  }

  /** The state may be spread over several headers. */
  private static <C> @Nullable String state(C carrier, HeaderGetter<C> getter) {
    String state = getter.get(carrier, TRACESTATE);
    if (state == null) {
      return null;
    }
    String more = getter.get(carrier, TRACESTATE, 1);
    for (int i = 2; more != null; i++) {
      state = state.concat(",").concat(more);
      more = getter.get(carrier, TRACESTATE, i);
    }
    return state;
  }

  private static boolean isWellFormed(String parent) {
    if (parent.length() < LENGTH || !Ids.isHex(parent, 0, 2)) {
      return false;
    }
    boolean versionZero = parent.startsWith("00");
    if (parent.startsWith("ff")
        || (versionZero && parent.length() != LENGTH)
        || (parent.length() > LENGTH && parent.charAt(LENGTH) != '-')) {
      return false;
    }
    return parent.charAt(2) == '-'
        && Ids.isHex(parent, 3, 35)
        && parent.charAt(35) == '-'
        && Ids.isHex(parent, 36, 52)
        && parent.charAt(52) == '-'
        && Ids.isHex(parent, 53, 55);
  }

  @Override
  public <C> void inject(
      TraceFacts trace, long spanId, int priority, C carrier, HeaderSetter<C> setter) {
    if (spanId == 0) {
      return; // a caller that named no span: the header cannot say so
    }
    byte[] text = new byte[LENGTH];
    text[0] = '0';
    text[1] = '0';
    text[2] = '-';
    TraceId.writeHex(trace.idHigh(), text, 3);
    TraceId.writeHex(trace.idLow(), text, 19);
    text[35] = '-';
    TraceId.writeHex(spanId, text, 36);
    text[52] = '-';
    text[53] = '0';
    text[54] = (byte) (priority > 0 ? '1' : '0');
    setter.set(carrier, TRACEPARENT, new String(text, StandardCharsets.ISO_8859_1));
    String state = TraceState.format(trace, spanId, priority);
    if (state != null) {
      setter.set(carrier, TRACESTATE, state);
    }
  }

  /**
   * The same trace by two styles: when the W3C parent is another span than the base's, some service
   * that speaks only W3C stood in between, and that one is the nearer parent. The decisions are the
   * base's; a high half that only one of them knows is the trace's.
   */
  private static RemoteParent below(
      RemoteParent base, long high, long spanId, @Nullable String state) {
    String last = base.lastDatadogParent();
    if (spanId != base.spanId()) {
      String told = TraceState.parse(state).lastParent();
      last = told != null ? told : TraceId.hex(base.spanId());
    }
    return new RemoteParent(
        base.traceIdHigh() != 0 ? base.traceIdHigh() : high,
        base.traceIdLow(),
        spanId,
        base.priority(),
        base.origin(),
        base.tags(),
        last,
        state == null || state.isBlank() ? null : state,
        base.links(),
        base.baggage(),
        base.rootTags());
  }
}
