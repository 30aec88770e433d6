package dev.spoor.propagation;

import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.TraceFacts;
import org.jspecify.annotations.Nullable;

/** One way to write trace context into headers. Implementations are stateless. */
interface Style {
  /** As settings call it. */
  String name();

  /**
   * Reads a context.
   *
   * @return null when there is none, or when what came is malformed
   */
  <C> @Nullable RemoteParent extract(C carrier, HeaderGetter<C> getter);

  /**
   * Writes a context: that of a span of this process, or a caller's that is passed on.
   *
   * @param priority as decided, or {@link dev.spoor.trace.Priority#UNSET}
   */
  <C> void inject(TraceFacts trace, long spanId, int priority, C carrier, HeaderSetter<C> setter);

  /** Whether the older {@code ot-baggage-*} headers belong to the style. */
  default boolean carriesSpanBaggage() {
    return false;
  }
}
