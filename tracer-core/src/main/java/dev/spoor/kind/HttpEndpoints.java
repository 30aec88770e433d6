package dev.spoor.kind;

import dev.spoor.config.Config;
import dev.spoor.config.HttpSettings;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Tells the endpoint of requests whose route nobody knows ({@code
 * DD_TRACE_RESOURCE_RENAMING_ENABLED}): the tag {@code http.endpoint}, made of the URL, by which
 * statistics are told apart. Done when a trace is written, for spans with a method; the resource
 * stays what it is. Immutable.
 */
public final class HttpEndpoints {
  private final boolean always;

  private HttpEndpoints(boolean always) {
    this.always = always;
  }

  /** Null if the settings do not ask for it. */
  public static @Nullable HttpEndpoints of(Config config) {
    return config.get(HttpSettings.RESOURCE_RENAMING)
        ? new HttpEndpoints(config.get(HttpSettings.SIMPLIFIED_ENDPOINT))
        : null;
  }

  /** Goes through finished spans, from the newest by {@link Span#olderFinished} on. */
  public void complete(Span newest) {
    for (@Nullable Span span = newest; span != null; span = span.olderFinished()) {
      if (span.tag(Tags.HTTP_METHOD) != null
          && (always || !isRoute(span.tag(Tags.HTTP_ROUTE)))
          && span.tag(Tags.HTTP_URL) instanceof String url
          && !url.isEmpty()) {
        span.complete(Tags.HTTP_ENDPOINT, EndpointText.of(url));
      }
    }
  }

  /** A route that matches everything tells nothing. */
  private static boolean isRoute(@Nullable Object route) {
    return route instanceof String text
        && !text.isEmpty()
        && !text.equals("*")
        && !text.equals("*/*");
  }
}
