package dev.spoor.trace;

import org.jspecify.annotations.Nullable;

/** What headers tell of a trace, whether it is continued in this process or only passed on. */
public sealed interface TraceFacts permits LocalTrace, RemoteParent {
  /** High 64 bits of the trace id, 0 for a 64-bit id. */
  long idHigh();

  /** Low 64 bits of the trace id. */
  long idLow();

  /** Product that started the trace, or null. */
  @Nullable String origin();

  /** Value of {@code _dd.p.dm}, or null. */
  @Nullable String decisionMaker();

  /** Tags that belong to the whole trace ({@code _dd.p.*}), without the decision maker. */
  TraceTags tags();

  /** The W3C header as it was received, all vendors' members, or null. */
  @Nullable String tracestate();
}
