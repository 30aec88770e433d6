package dev.spoor.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names and values of the application that travel with a request to every service below, in the W3C
 * header {@code baggage}.
 *
 * <p><b>Where it lives.</b> A {@link Span} refers to its baggage, which is null as a rule; a span
 * that is started below it begins with the same one, and what is set later on either is not seen by
 * the other. What a request brought stands in {@link RemoteParent#baggage} and goes to the local
 * root, also when no trace came in. The OpenTelemetry API keeps its own baggage in its contexts and
 * joins it to this one where a span is started, injected or extracted.
 *
 * <p>An item that was set on a span by hand is a <em>span item</em>: Datadog's older header {@code
 * ot-baggage-<key>} carries it too.
 *
 * <p>Immutable, in the order of setting. Neither keys nor values are limited here; what a header
 * may hold is decided when it is written.
 */
public final class Baggage {
  public static final Baggage EMPTY = new Baggage(Map.of(), Set.of(), null);

  private final Map<String, String> items;
  private final Set<String> spanItems;
  private final @Nullable String received;

  private Baggage(Map<String, String> items, Set<String> spanItems, @Nullable String received) {
    this.items = items;
    this.spanItems = spanItems;
    this.received = received;
  }

  /** Baggage of these items, in their order. */
  public static Baggage of(Map<String, String> items) {
    return received(items, null);
  }

  /**
   * Baggage that came in a header.
   *
   * @param header the header's value if it may be sent on as it is, or null to write it anew
   */
  public static Baggage received(Map<String, String> items, @Nullable String header) {
    return items.isEmpty()
        ? EMPTY
        : new Baggage(Collections.unmodifiableMap(new LinkedHashMap<>(items)), Set.of(), header);
  }

  public boolean isEmpty() {
    return items.isEmpty();
  }

  /** All items; cannot be changed. */
  public Map<String, String> items() {
    return items;
  }

  /** The value of that key, compared exactly, or null. */
  public @Nullable String get(String key) {
    return items.get(key);
  }

  /** Keys that {@code ot-baggage-*} headers carry too; cannot be changed. */
  public Set<String> spanItems() {
    return spanItems;
  }

  /** The header that this baggage came in, if it may be sent on unchanged. */
  public @Nullable String received() {
    return received;
  }

  /** This baggage and one more item; an existing one of that key is replaced in its place. */
  public Baggage with(String key, String value) {
    Map<String, String> next = new LinkedHashMap<>(items);
    next.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return new Baggage(Collections.unmodifiableMap(next), spanItems, null);
  }

  /** {@link #with} for a span item. */
  public Baggage withSpanItem(String key, String value) {
    Set<String> marked = new LinkedHashSet<>(spanItems);
    marked.add(key);
    return new Baggage(with(key, value).items, Collections.unmodifiableSet(marked), null);
  }

  /** This baggage without that item. */
  public Baggage without(String key) {
    if (!items.containsKey(key)) {
      return this;
    }
    Map<String, String> next = new LinkedHashMap<>(items);
    next.remove(key);
    Set<String> marked = new LinkedHashSet<>(spanItems);
    marked.remove(key);
    return next.isEmpty()
        ? EMPTY
        : new Baggage(Collections.unmodifiableMap(next), Collections.unmodifiableSet(marked), null);
  }

  /** This baggage and the items of another, which win. */
  public Baggage with(Baggage other) {
    if (isEmpty()) {
      return other;
    }
    Baggage joined = this;
    for (Map.Entry<String, String> item : other.items.entrySet()) {
      joined =
          other.spanItems.contains(item.getKey())
              ? joined.withSpanItem(item.getKey(), item.getValue())
              : joined.with(item.getKey(), item.getValue());
    }
    return joined;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Baggage baggage && items.equals(baggage.items);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }

  /** The keys; values may be personal. */
  @Override
  public String toString() {
    return items.keySet().toString();
  }
}
