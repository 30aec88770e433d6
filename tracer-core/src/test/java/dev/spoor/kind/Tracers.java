package dev.spoor.kind;

import dev.spoor.trace.Priority;
import dev.spoor.trace.Tracer;

/** Tracers of the service {@code shop} for tests that look at spans themselves. */
final class Tracers {
  private Tracers() {}

  /** One that keeps every trace and writes none. */
  static Tracer keeping() {
    return new Tracer(
        "shop",
        (trace, root) -> trace.decide(Priority.SAMPLER_KEEP, Priority.BY_AGENT_RATE, null, 1),
        (trace, newest, count) -> {},
        100,
        true,
        true);
  }
}
