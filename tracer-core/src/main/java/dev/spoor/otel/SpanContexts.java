package dev.spoor.otel;

import dev.spoor.propagation.PropagationRules;
import dev.spoor.propagation.Propagator;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.SpanLink;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the API's span contexts to what the tracer makes of them, and back. */
final class SpanContexts {
  private static final String OURS = "dd";

  /** What came in headers without a span to continue. */
  private static final ContextKey<RemoteParent> WITHOUT_IDS = ContextKey.named("spoor-caller");

  private static final Propagator W3C =
      new Propagator(PropagationRules.of(List.of("tracecontext")));

  private SpanContexts() {}

  /**
   * The tracer's span behind one of the API's, also where the application has wrapped it; null for
   * one of another process or of nobody.
   */
  static @Nullable Span localOf(io.opentelemetry.api.trace.@Nullable Span span) {
    if (span instanceof OtelSpan ours) {
      return ours.span;
    }
    return span != null && span.getSpanContext() instanceof LocalSpanContext local
        ? local.span
        : null;
  }

  /**
   * The caller that a context without a span of this process stands for; null if there is none.
   *
   * @param span that of the context, or null
   */
  static @Nullable RemoteParent remoteOf(
      Context context, io.opentelemetry.api.trace.@Nullable Span span) {
    if (span != null) {
      SpanContext of = span.getSpanContext();
      if (of instanceof RemoteSpanContext ours) {
        return ours.remote;
      }
      if (of.isValid()) {
        return foreign(of);
      }
    }
    return context.get(WITHOUT_IDS);
  }

  /** A context that the application, or another library, has made of ids. */
  private static @Nullable RemoteParent foreign(SpanContext context) {
    String state = text(context.getTraceState());
    String parent =
        "00-"
            + context.getTraceId()
            + "-"
            + context.getSpanId()
            + "-"
            + context.getTraceFlags().asHex();
    Map<String, String> headers =
        state == null
            ? Map.of("traceparent", parent)
            : Map.of("traceparent", parent, "tracestate", state);
    return W3C.extract(headers, Map::get);
  }

  /** The context with what came in headers: a caller's span, baggage, links, or some of them. */
  static Context store(RemoteParent remote, Context context) {
    Context stored;
    if (remote.hasIds()) {
      stored =
          io.opentelemetry.api.trace.Span.wrap(new RemoteSpanContext(remote))
              .storeInContext(context);
    } else {
      stored = context.with(WITHOUT_IDS, remote);
      if (!remote.links().isEmpty()) {
        // The caller's trace is not continued, and so is nothing else.
        stored = io.opentelemetry.api.trace.Span.getInvalid().storeInContext(stored);
      }
    }
    return OtelBaggage.store(remote.baggage(), stored);
  }

  /** A link to that context, with attributes or none. */
  static SpanLink link(SpanContext context, @Nullable Attributes attributes) {
    return new SpanLink(
        id(context.getTraceId(), 0),
        id(context.getTraceId(), 16),
        id(context.getSpanId(), 0),
        context.getTraceFlags().asByte() & 0xff,
        text(context.getTraceState()),
        SpanLink.flatten(OtelAttributes.map(attributes)));
  }

  private static long id(String hex, int from) {
    return Long.parseUnsignedLong(hex, from, from + 16, 16);
  }

  static TraceFlags flags(int priority) {
    return priority > 0 ? TraceFlags.getSampled() : TraceFlags.getDefault();
  }

  /** A header's members; what is malformed is left out. */
  static TraceState traceState(@Nullable String header) {
    return parse(header, false);
  }

  /** The same without Datadog's own member, which speaks of the span that sent it. */
  static TraceState othersOf(@Nullable String header) {
    return parse(header, true);
  }

  private static TraceState parse(@Nullable String header, boolean withoutOurs) {
    if (header == null || header.isEmpty()) {
      return TraceState.getDefault();
    }
    TraceStateBuilder state = TraceState.builder();
    // The builder puts each new member first.
    String[] members = header.split(",", -1);
    for (int i = members.length - 1; i >= 0; i--) {
      int equals = members[i].indexOf('=');
      if (equals > 0) {
        String key = members[i].substring(0, equals).trim();
        if (!withoutOurs || !key.equals(OURS)) {
          state.put(key, members[i].substring(equals + 1).trim());
        }
      }
    }
    return state.build();
  }

  private static @Nullable String text(TraceState state) {
    if (state.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    state.forEach(
        (key, value) ->
            text.append(text.length() == 0 ? "" : ",").append(key).append('=').append(value));
    return text.toString();
  }
}
