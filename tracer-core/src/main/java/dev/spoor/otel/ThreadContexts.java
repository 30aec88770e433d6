package dev.spoor.otel;

import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the API's current context where the tracer keeps its own: what either makes current is the
 * parent of what the other starts, and what carries the tracer's contexts to other threads carries
 * the API's.
 *
 * <p>Where the tracer has made a span current, the API sees a context with that span. Thread safe;
 * without state of its own.
 */
public final class ThreadContexts implements ContextStorage {
  public static final ThreadContexts INSTANCE = new ThreadContexts();

  private ThreadContexts() {}

  @Override
  @SuppressWarnings("ReferenceEquality") // the same context, not one like it
  public Scope attach(@Nullable Context toAttach) {
    if (toAttach == null) {
      return Scope.noop();
    }
    dev.spoor.context.Context before = dev.spoor.context.Context.current();
    if (before instanceof AttachedContext attached && attached.view() == toAttach) {
      return Scope.noop();
    }
    AttachedContext next = new AttachedContext(toAttach);
    dev.spoor.context.Context.swap(next);
    return new Attachment(before, next);
  }

  @Override
  public @Nullable Context current() {
    dev.spoor.context.Context current = dev.spoor.context.Context.current();
    if (current == null) {
      return null;
    }
    if (current instanceof AttachedContext attached) {
      return attached.view();
    }
    Span span = Span.of(current);
    if (span != null) {
      return OtelBaggage.store(span.baggage(), new OtelSpan(span).storeInContext(Context.root()));
    }
    RemoteParent remote = (RemoteParent) current.remote();
    return remote == null ? null : SpanContexts.store(remote, Context.root());
  }

  /** Puts back what was there, once, and only from the thread and the scope that it belongs to. */
  private static final class Attachment implements Scope {
    private final dev.spoor.context.@Nullable Context before;
    private final AttachedContext attached;
    private boolean closed;

    Attachment(dev.spoor.context.@Nullable Context before, AttachedContext attached) {
      this.before = before;
      this.attached = attached;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // this very attachment
    public void close() {
      if (!closed && dev.spoor.context.Context.current() == attached) {
        closed = true;
        dev.spoor.context.Context.swap(before);
      }
    }
  }
}
