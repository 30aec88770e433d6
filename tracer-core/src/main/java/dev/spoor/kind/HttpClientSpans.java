package dev.spoor.kind;

import dev.spoor.propagation.HeaderSetter;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.ExclusiveCall;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.Tracer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Spans of requests that this process makes: operation {@code http.request}, type {@code http}, the
 * service of the caller. Statuses 400 to 499 are errors unless set otherwise; a 5xx is the other
 * side's.
 */
public final class HttpClientSpans {
  private static final String OPERATION = "http.request";

  private HttpClientSpans() {}

  /**
   * Starts the span of a request without making it current.
   *
   * @param component such as {@code java-http-client}
   * @return null while tracing is off, or inside another HTTP client's call
   */
  public static @Nullable Span start(String component, @Nullable String method, URI uri) {
    Tracer tracer = Tracer.active();
    if (tracer == null || Span.isWithin(ExclusiveCall.HTTP_CLIENT)) {
      return null;
    }
    KindSettings settings = KindSettings.active();
    Span span = tracer.start(OPERATION);
    span.setExclusive(ExclusiveCall.HTTP_CLIENT);
    span.setType(Tags.TYPE_HTTP);
    span.setMeasured();
    span.setTag(Tags.COMPONENT, component);
    span.setTag(Tags.SPAN_KIND, Tags.KIND_CLIENT);
    span.setTag(Tags.HTTP_METHOD, method);
    String path = UrlText.path(uri.getRawPath() == null ? "/" : uri.getRawPath());
    span.setResource(ResourceNames.of(method, path, false), ResourceRank.URL_PATH);
    String url = UrlText.url(uri.getScheme(), authority(uri), path);
    String query = settings.clientQuery() ? uri.getRawQuery() : null;
    if (query != null && !query.isEmpty()) {
      String redacted = settings.redactor().redact(query);
      span.setTag(Tags.HTTP_QUERY, redacted);
      url = url + "?" + redacted;
    }
    span.setTag(Tags.HTTP_URL, url);
    span.setTag(Tags.PEER_HOSTNAME, uri.getHost());
    if (uri.getPort() > 0) {
      span.setTag(Tags.PEER_PORT, uri.getPort());
    }
    return span;
  }

  private static @Nullable String authority(URI uri) {
    return uri.getPort() > 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost();
  }

  /** Writes the span's context into the request's headers. */
  public static <C> void inject(Span span, C carrier, HeaderSetter<C> setter) {
    KindSettings.active().propagator().inject(span, carrier, setter);
  }

  /**
   * Ends the span.
   *
   * @param status 0 and below when no answer came
   */
  public static void end(Span span, int status, @Nullable Throwable thrown) {
    if (thrown != null) {
      ErrorTags.record(span, thrown, ErrorRank.DEFAULT);
    }
    if (status > 0) {
      span.setTag(Tags.HTTP_STATUS, Statuses.text(status));
      if (KindSettings.active().clientErrors().contains(status)) {
        span.setError(true, ErrorRank.DEFAULT);
      }
    }
    span.finish();
  }
}
