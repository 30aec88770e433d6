package dev.spoor.otel;

import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.TraceId;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/** A context that came out of headers, with all that the API has no room for. Immutable. */
final class RemoteSpanContext implements SpanContext {
  final RemoteParent remote;

  RemoteSpanContext(RemoteParent remote) {
    this.remote = remote;
  }

  @Override
  public String getTraceId() {
    return TraceId.hex(remote.traceIdHigh(), remote.traceIdLow());
  }

  @Override
  public String getSpanId() {
    return TraceId.hex(remote.spanId());
  }

  @Override
  public TraceFlags getTraceFlags() {
    return SpanContexts.flags(remote.priority());
  }

  @Override
  public TraceState getTraceState() {
    return SpanContexts.traceState(remote.tracestate());
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RemoteSpanContext same && same.remote.equals(remote);
  }

  @Override
  public int hashCode() {
    return remote.hashCode();
  }

  @Override
  public String toString() {
    return getTraceId() + "/" + getSpanId();
  }
}
