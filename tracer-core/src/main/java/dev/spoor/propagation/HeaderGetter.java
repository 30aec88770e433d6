package dev.spoor.propagation;

import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Reads headers of a carrier: a servlet request, an HTTP exchange, a map.
 *
 * <p>Names are given in lower case and have to be matched whatever their case. Called on the thread
 * that handles the request; what it throws costs the context and nothing else.
 */
@FunctionalInterface
public interface HeaderGetter<C> {
  /**
   * The header's value, null when it is missing. A header that came several times: the first value,
   * or all of them joined by commas, as the carrier's library does it.
   */
  @Nullable String get(C carrier, String name);

  /**
   * The header's value at a place among several of the same name, in order of arrival, or null when
   * there are not as many. A carrier that can tell them apart should: two {@code traceparent}
   * headers are no context, {@code tracestate} goes on over all of them, and of {@code baggage} the
   * last one counts.
   *
   * @param index from 0 on
   */
  default @Nullable String get(C carrier, String name, int index) {
    return index == 0 ? get(carrier, name) : null;
  }

  /** For carriers that list a header's values; null for a list that the carrier refuses to give. */
  static @Nullable String at(int index, @Nullable Enumeration<?> values) {
    for (int i = 0; values != null && values.hasMoreElements(); i++) {
      Object value = values.nextElement();
      if (i == index) {
        return value == null ? null : value.toString();
      }
    }
    return null;
  }

  /**
   * Names of all headers, for the older {@code ot-baggage-*}, of which nobody knows the rest of the
   * name; null where listing them costs more than it is worth, and then these are not read.
   */
  default @Nullable Iterable<String> names(C carrier) {
    return null;
  }
}
