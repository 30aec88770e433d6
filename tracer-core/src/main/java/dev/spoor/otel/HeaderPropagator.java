package dev.spoor.otel;

import dev.spoor.propagation.HeaderGetter;
import dev.spoor.propagation.Propagator;
import dev.spoor.trace.Baggage;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tracer's own propagation behind the API: the styles that are set, in both directions, and
 * baggage. Thread safe; headers that cannot be read leave the context as it is.
 */
final class HeaderPropagator implements TextMapPropagator {
  /** Whatever any style may write: carriers that are used again clear these. */
  private static final List<String> FIELDS =
      List.of(
          "x-datadog-trace-id",
          "x-datadog-parent-id",
          "x-datadog-sampling-priority",
          "x-datadog-origin",
          "x-datadog-tags",
          "traceparent",
          "tracestate",
          "b3",
          "x-b3-traceid",
          "x-b3-spanid",
          "x-b3-sampled",
          "baggage");

  @Override
  public Collection<String> fields() {
    return FIELDS;
  }

  @Override
  @SuppressWarnings("NullAway") // setters may take a null carrier, as the API has it
  public <C> void inject(
      @Nullable Context context, @Nullable C carrier, @Nullable TextMapSetter<C> setter) {
    if (context == null || setter == null) {
      return;
    }
    Propagator propagator = Propagator.active();
    Baggage baggage = OtelBaggage.of(context);
    io.opentelemetry.api.trace.Span current =
        io.opentelemetry.api.trace.Span.fromContextOrNull(context);
    Span span = SpanContexts.localOf(current);
    if (span != null) {
      propagator.inject(span, baggage == null ? span.baggage() : baggage, carrier, setter::set);
      return;
    }
    RemoteParent caller = SpanContexts.remoteOf(context, current);
    if (caller != null) {
      Baggage along = baggage == null ? Baggage.EMPTY : baggage;
      propagator.inject(caller, along, carrier, setter::set);
    } else if (baggage != null) {
      propagator.inject(baggage, carrier, setter::set);
    }
  }

  @Override
  @SuppressWarnings("NullAway")
  public <C> Context extract(
      @Nullable Context context, @Nullable C carrier, @Nullable TextMapGetter<C> getter) {
    Context base = context == null ? Context.root() : context;
    if (getter == null) {
      return base;
    }
    RemoteParent remote = Propagator.active().extract(carrier, new Getter<>(getter));
    return remote == null ? base : SpanContexts.store(remote, base);
  }

  /** Reads by the application's getter. */
  private static final class Getter<C> implements HeaderGetter<C> {
    private final TextMapGetter<C> getter;

    Getter(TextMapGetter<C> getter) {
      this.getter = getter;
    }

    @Override
    public @Nullable String get(C carrier, String name) {
      return getter.get(carrier, name);
    }

    @Override
    public @Nullable String get(C carrier, String name, int index) {
      try {
        Iterator<String> values = getter.getAll(carrier, name);
        for (int i = 0; i < index && values.hasNext(); i++) {
          values.next();
        }
        return values.hasNext() ? values.next() : null;
      } catch (NoSuchMethodError beforeApi150) {
        return HeaderGetter.super.get(carrier, name, index);
      }
    }

    @Override
    @SuppressWarnings("deprecation") // it is what all versions have
    public @Nullable Iterable<String> names(C carrier) {
      return getter.keys(carrier);
    }
  }
}
