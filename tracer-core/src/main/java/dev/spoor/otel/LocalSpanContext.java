package dev.spoor.otel;

import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceId;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * The context of a span of this process. Reading the flags decides on sampling, since nobody reads
 * them but to pass them on.
 */
final class LocalSpanContext implements SpanContext {
  final Span span;

  LocalSpanContext(Span span) {
    this.span = span;
  }

  @Override
  public String getTraceId() {
    return TraceId.hex(span.trace().idHigh(), span.trace().idLow());
  }

  @Override
  public String getSpanId() {
    return TraceId.hex(span.spanId());
  }

  @Override
  public boolean isValid() {
    return true;
  }

  @Override
  public TraceFlags getTraceFlags() {
    return SpanContexts.flags(span.trace().ensureDecided());
  }

  /** What other vendors' tracers sent and get back. */
  @Override
  public TraceState getTraceState() {
    RemoteParent remote = span.trace().remote();
    return SpanContexts.othersOf(remote == null ? null : remote.tracestate());
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // a span is its own identity
  public boolean equals(@Nullable Object other) {
    return other instanceof LocalSpanContext same && same.span == span;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(span);
  }

  @Override
  public String toString() {
    return getTraceId() + "/" + getSpanId();
  }
}
