package dev.spoor.propagation;

import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Headers of a request that are found whatever their case; several of one name are kept apart. */
final class Headers extends TreeMap<String, String> implements HeaderGetter<Headers> {
  private static final long serialVersionUID = 1;

  /** Values after the first one of a name. */
  private final transient Map<String, List<String>> more =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  Headers(String... pairs) {
    super(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < pairs.length; i += 2) {
      put(pairs[i], pairs[i + 1]);
    }
  }

  /** Adds a header; of a name that is there already, as another one. */
  Headers add(String name, String value) {
    if (putIfAbsent(name, value) != null) {
      more.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    return this;
  }

  @Override
  public String get(Headers carrier, String name) {
    return carrier.get(name);
  }

  @Override
  public String get(Headers carrier, String name, int index) {
    List<String> rest = carrier.more.getOrDefault(name, List.of());
    if (index == 0) {
      return carrier.get(name);
    }
    return index <= rest.size() ? rest.get(index - 1) : null;
  }

  @Override
  public Iterable<String> names(Headers carrier) {
    return carrier.keySet();
  }

  /** All names that are read. */
  List<String> keys() {
    return List.of(
        "x-datadog-trace-id",
        "x-datadog-parent-id",
        "x-datadog-sampling-priority",
        "x-datadog-origin",
        "x-datadog-tags",
        "traceparent",
        "tracestate",
        "x-b3-traceid",
        "x-b3-spanid",
        "x-b3-sampled",
        "b3",
        "baggage",
        "ot-baggage-x");
  }

  static Propagator propagator(String... styles) {
    return new Propagator(PropagationRules.of(List.of(styles)));
  }

  RemoteParent read(String... styles) {
    return read(propagator(styles));
  }

  RemoteParent read(Propagator propagator) {
    return propagator.extract(this, this);
  }

  static Headers of(Span span, String... styles) {
    Headers headers = new Headers();
    propagator(styles).inject(span, headers, Headers::put);
    return headers;
  }

  /** A tracer that keeps, or drops, every trace. */
  static Tracer tracer(boolean keep) {
    int priority = keep ? Priority.SAMPLER_KEEP : Priority.SAMPLER_DROP;
    return new Tracer(
        "shop",
        (trace, root) -> trace.decide(priority, Priority.BY_AGENT_RATE, "_dd.agent_psr", 1),
        (trace, newest, count) -> {},
        100,
        true,
        true);
  }
}
