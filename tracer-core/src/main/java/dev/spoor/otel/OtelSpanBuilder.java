package dev.spoor.otel;

import dev.spoor.context.Context;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.SpanLink;
import dev.spoor.trace.Tags;
import dev.spoor.trace.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a span begins with. The parent is the calling thread's current span unless another
 * one, or none, is asked for. For one thread, as the API has it; may start any number of spans.
 */
final class OtelSpanBuilder implements SpanBuilder {
  private final String name;
  private SpanKind kind = SpanKind.INTERNAL;
  private boolean withoutParent;
  private io.opentelemetry.context.@Nullable Context parent;
  private long startNanos;

  /** Keys and values by turns, in order of setting: what is set first may decide how to read on. */
  private final List<Object> attributes = new ArrayList<>();

  private final List<SpanLink> links = new ArrayList<>(0);

  OtelSpanBuilder(@Nullable String name) {
    this.name = name == null || name.isBlank() ? "<unspecified span name>" : name;
  }

  @Override
  public SpanBuilder setParent(io.opentelemetry.context.@Nullable Context context) {
    if (context != null) {
      parent = context;
      withoutParent = false;
    }
    return this;
  }

  @Override
  public SpanBuilder setNoParent() {
    parent = null;
    withoutParent = true;
    return this;
  }

  @Override
  public SpanBuilder addLink(@Nullable SpanContext spanContext) {
    return addLink(spanContext, Attributes.empty());
  }

  @Override
  public SpanBuilder addLink(@Nullable SpanContext spanContext, @Nullable Attributes linked) {
    if (spanContext != null && spanContext.isValid()) {
      links.add(SpanContexts.link(spanContext, linked));
    }
    return this;
  }

  @Override
  public SpanBuilder setAttribute(String key, @Nullable String value) {
    return set(key, value);
  }

  @Override
  public SpanBuilder setAttribute(String key, long value) {
    return set(key, value);
  }

  @Override
  public SpanBuilder setAttribute(String key, double value) {
    return set(key, value);
  }

  @Override
  public SpanBuilder setAttribute(String key, boolean value) {
    return set(key, value);
  }

  @Override
  public <T> SpanBuilder setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
    return key == null ? this : set(key.getKey(), value);
  }

  private SpanBuilder set(@Nullable String key, @Nullable Object value) {
    if (key != null && !key.isEmpty() && value != null) {
      attributes.add(key);
      attributes.add(value);
    }
    return this;
  }

  @Override
  public SpanBuilder setSpanKind(@Nullable SpanKind spanKind) {
    if (spanKind != null) {
      kind = spanKind;
    }
    return this;
  }

  @Override
  public SpanBuilder setStartTimestamp(long timestamp, @Nullable TimeUnit unit) {
    if (unit != null && timestamp >= 0) {
      startNanos = unit.toNanos(timestamp);
    }
    return this;
  }

  @Override
  public io.opentelemetry.api.trace.Span startSpan() {
    Tracer tracer = Tracer.active();
    if (tracer == null) {
      return unrecorded();
    }
    Span span = start(tracer);
    span.setResource(name, ResourceRank.ROUTE);
    span.setTag(Tags.SPAN_KIND, kind.name().toLowerCase(Locale.ROOT));
    span.setTag(Tags.INTEGRATION, "otel");
    for (SpanLink link : links) {
      span.addLink(link);
    }
    for (int i = 0; i < attributes.size(); i += 2) {
      OtelAttributes.set(span, (String) attributes.get(i), attributes.get(i + 1));
    }
    return new OtelSpan(span);
  }

  private Span start(Tracer tracer) {
    if (withoutParent) {
      return startRoot(tracer, null);
    }
    io.opentelemetry.context.Context explicit = parent;
    if (explicit == null) {
      return startBelowCurrent(tracer);
    }
    io.opentelemetry.api.trace.Span above =
        io.opentelemetry.api.trace.Span.fromContextOrNull(explicit);
    Span local = SpanContexts.localOf(above);
    Span span =
        local == null
            ? startRoot(tracer, SpanContexts.remoteOf(explicit, above))
            : startBelow(tracer, local);
    OtelBaggage.apply(explicit, span);
    return span;
  }

  private Span startBelowCurrent(Tracer tracer) {
    if (startNanos == 0) {
      return tracer.start(OperationNames.UNNAMED);
    }
    Context current = Context.current();
    Span local = Span.of(current);
    Span span =
        local == null
            ? startRoot(tracer, current == null ? null : (RemoteParent) current.remote())
            : startBelow(tracer, local);
    if (current != null) {
      current.started(span);
    }
    return span;
  }

  private Span startRoot(Tracer tracer, @Nullable RemoteParent remote) {
    return startNanos == 0
        ? tracer.startRoot(OperationNames.UNNAMED, remote)
        : tracer.startRootAt(OperationNames.UNNAMED, remote, startNanos);
  }

  private Span startBelow(Tracer tracer, Span above) {
    return startNanos == 0
        ? tracer.start(OperationNames.UNNAMED, above)
        : tracer.startAt(OperationNames.UNNAMED, above, startNanos);
  }

  /** While tracing is off: the parent's context is passed on, nothing is recorded. */
  private io.opentelemetry.api.trace.Span unrecorded() {
    if (withoutParent) {
      return io.opentelemetry.api.trace.Span.getInvalid();
    }
    io.opentelemetry.api.trace.Span above =
        io.opentelemetry.api.trace.Span.fromContext(
            parent != null ? parent : io.opentelemetry.context.Context.current());
    return io.opentelemetry.api.trace.Span.wrap(above.getSpanContext());
  }
}
