package dev.spoor.propagation;

import org.jspecify.annotations.Nullable;

/** Reads headers of a carrier: a servlet request, an HTTP exchange, a map. */
@FunctionalInterface
public interface HeaderGetter<C> {
  /**
   * The header's value, null when it is missing. The name is given in lower case and has to be
   * matched whatever its case. A header that came several times: its values joined by commas, or
   * the first, as the carrier's library does it.
   */
  @Nullable String get(C carrier, String name);
}
