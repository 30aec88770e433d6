package dev.spoor.propagation;

import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.util.List;
import java.util.TreeMap;

/** Headers of a request that are found whatever their case. */
final class Headers extends TreeMap<String, String> {
  private static final long serialVersionUID = 1;

  Headers(String... pairs) {
    super(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < pairs.length; i += 2) {
      put(pairs[i], pairs[i + 1]);
    }
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
        "tracestate");
  }

  static Propagator propagator(String... styles) {
    return new Propagator(List.of(styles), List.of(styles), 512);
  }

  RemoteParent read(String... styles) {
    return propagator(styles).extract(this, Headers::get);
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
