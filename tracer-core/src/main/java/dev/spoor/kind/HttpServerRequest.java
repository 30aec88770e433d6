package dev.spoor.kind;

import dev.spoor.propagation.HeaderGetter;
import org.jspecify.annotations.Nullable;

/**
 * How a container's request is read: one stateless adapter per container. Called once, when the
 * request comes in, on the thread that serves it. Null means "not known".
 *
 * @param <Q> the container's request type
 */
public interface HttpServerRequest<Q> extends HeaderGetter<Q> {
  @Nullable String method(Q request);

  /** {@code http} or {@code https}. */
  @Nullable String scheme(Q request);

  /** The path as it stands in the request line, percent-encoded, without query. */
  @Nullable String rawPath(Q request);

  /** The query string without its question mark, percent-encoded. */
  @Nullable String query(Q request);

  /** The peer's IP address as text. */
  @Nullable String peerAddress(Q request);

  /** The peer's port; 0 and below for unknown. */
  int peerPort(Q request);
}
