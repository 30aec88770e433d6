package dev.spoor.otel;

import dev.spoor.trace.Baggage;
import dev.spoor.trace.Span;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From the API's baggage, which lives in contexts, to the tracer's, which lives on spans, and back.
 * A context that has baggage of its own decides; otherwise it is the span's. Metadata of the API's
 * entries has no place in the tracer's.
 */
final class OtelBaggage {
  private OtelBaggage() {}

  /** The baggage of a context, null if it has none of its own. */
  static @Nullable Baggage of(Context context) {
    io.opentelemetry.api.baggage.Baggage baggage =
        io.opentelemetry.api.baggage.Baggage.fromContextOrNull(context);
    if (baggage == null) {
      return null;
    }
    Map<String, String> items = new LinkedHashMap<>();
    baggage.forEach((key, entry) -> items.put(key, entry.getValue()));
    return Baggage.of(items);
  }

  /** Gives a span that begins in a context the baggage of that. */
  static void apply(Context context, Span span) {
    Baggage baggage = of(context);
    if (baggage != null && !baggage.equals(span.baggage())) {
      span.setBaggage(baggage);
    }
  }

  /** A context with that baggage; the same one if there is none. */
  static Context store(Baggage baggage, Context context) {
    if (baggage.isEmpty()) {
      return context;
    }
    BaggageBuilder items = io.opentelemetry.api.baggage.Baggage.builder();
    baggage.items().forEach(items::put);
    return items.build().storeInContext(context);
  }
}
