package dev.spoor.otel;

import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * A context of the API that has been made current: to the tracer it is one of its own, which goes
 * with tasks from thread to thread, keys of the API included. Immutable but for a cache.
 */
final class AttachedContext extends dev.spoor.context.Context {
  private final Context base;
  private final @Nullable Span span;
  private final @Nullable RemoteParent remote;

  /** The API's view; null until asked for where a span of the tracer has taken the base's place. */
  private @Nullable Context view;

  /** A context as the application attached it. */
  AttachedContext(Context attached) {
    io.opentelemetry.api.trace.Span of =
        io.opentelemetry.api.trace.Span.fromContextOrNull(attached);
    this.base = attached;
    this.span = SpanContexts.localOf(of);
    this.remote = span == null ? SpanContexts.remoteOf(attached, of) : null;
    this.view = attached;
  }

  private AttachedContext(Context base, @Nullable Span span) {
    this.base = base;
    this.span = span;
    this.remote = null;
  }

  /** The context as the API shows it. */
  Context view() {
    Context known = view;
    if (known == null) {
      known = span == null ? base : new OtelSpan(span).storeInContext(base);
      view = known;
    }
    return known;
  }

  @Override
  public @Nullable Object span() {
    return span;
  }

  @Override
  public @Nullable Object remote() {
    return remote;
  }

  @Override
  public dev.spoor.context.Context with(dev.spoor.context.Context next) {
    return new AttachedContext(base, Span.of(next));
  }

  @Override
  public void started(dev.spoor.context.Context next) {
    Span begun = Span.of(next);
    if (begun != null) {
      OtelBaggage.apply(base, begun);
    }
  }

  @Override
  public boolean isOver() {
    return span != null && span.isOver();
  }
}
