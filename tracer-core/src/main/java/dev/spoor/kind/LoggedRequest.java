package dev.spoor.kind;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a container's finished request is read, beyond what {@link HttpServerRequest} reads when it
 * comes in: for the line that tells about it. Called once, when the request ends, and only if such
 * a line is written.
 *
 * @param <Q> the container's request, or whatever leads to both request and response
 */
public interface LoggedRequest<Q> extends HttpServerRequest<Q> {
  /** A header of the response, null when it is missing. The name's case does not matter. */
  @Nullable String responseHeader(Q request, String name);

  /**
   * Adds query and form parameters, as far as the application has parsed them: reading them here
   * must never read the body.
   *
   * @param into values are {@code String}, {@code String[]} or lists
   */
  void addParameters(Q request, Map<String, Object> into);
}
