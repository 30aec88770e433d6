package dev.spoor.propagation;

import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
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

  <C> void inject(Span span, C carrier, HeaderSetter<C> setter);

  /** Whether the older {@code ot-baggage-*} headers belong to the style. */
  default boolean carriesSpanBaggage() {
    return false;
  }
}
