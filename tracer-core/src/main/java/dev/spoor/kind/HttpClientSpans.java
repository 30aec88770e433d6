package dev.spoor.kind;

import dev.spoor.config.AgentAddress;
import dev.spoor.config.HttpSettings;
import dev.spoor.propagation.HeaderGetter;
import dev.spoor.propagation.HeaderSetter;
import dev.spoor.trace.Blueprint;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.ExclusiveCall;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.Tracer;
import java.net.URI;
import java.net.URL;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Spans of requests that this process makes: operation {@code http.request}, type {@code http}, the
 * service of the caller. Statuses 400 to 499 are errors unless set otherwise; a 5xx is the other
 * side's.
 *
 * <p>Requests to the Agent make no span: neither ours, nor those of another tracer or metrics
 * client in the same process. The query is redacted in its encoded form: once decoded, nobody can
 * tell where a secret with an ampersand in it ends. User names, passwords and fragments never reach
 * a span.
 */
public final class HttpClientSpans {
  /** Headers of the requests that Datadog's tracers send to the Agent. */
  public static final String TRACER_LANGUAGE = "Datadog-Meta-Lang";

  /** The same of telemetry. */
  public static final String LIBRARY_LANGUAGE = "DD-Client-Library-Language";

  private static final Clients CLIENTS = new Clients();

  /** By component. */
  private static final class Clients extends Blueprints {
    @Override
    Blueprint make(KindSettings settings, String component, String none) {
      return Blueprint.named("http.request")
          .exclusive(ExclusiveCall.HTTP_CLIENT)
          .type(Tags.TYPE_HTTP)
          .measured()
          .ownTags(6)
          .tag(Tags.COMPONENT, component)
          .tag(Tags.SPAN_KIND, Tags.KIND_CLIENT)
          .build();
    }
  }

  private HttpClientSpans() {}

  /**
   * Starts the span of a request without making it current.
   *
   * @param component such as {@code java-http-client}
   * @return null while tracing is off, for a request to the Agent, or inside another HTTP client's
   *     call
   */
  public static @Nullable Span start(String component, @Nullable String method, URI uri) {
    Tracer tracer = tracerFor(uri.getHost(), uri.getPort());
    if (tracer == null) {
      return null;
    }
    Span span = tracer.start(CLIENTS.get(KindSettings.active(), component, null));
    name(span, method, uri.getRawPath());
    place(span, uri.getScheme(), uri.getHost(), uri.getPort(), uri.getRawPath(), uri.getRawQuery());
    return span;
  }

  /**
   * The same for a request that may never be made or never be read to its end: the trace does not
   * wait for the span.
   */
  public static @Nullable Span startUnawaited(String component, String method, URL url) {
    Tracer tracer = tracerFor(url.getHost(), url.getPort());
    if (tracer == null) {
      return null;
    }
    Span span = tracer.startUnawaited(CLIENTS.get(KindSettings.active(), component, null));
    name(span, method, url.getPath());
    place(span, url.getProtocol(), url.getHost(), url.getPort(), url.getPath(), url.getQuery());
    return span;
  }

  private static @Nullable Tracer tracerFor(@Nullable String host, int port) {
    Tracer tracer = Tracer.active();
    return tracer == null || Span.isWithin(ExclusiveCall.HTTP_CLIENT) || isAgent(host, port)
        ? null
        : tracer;
  }

  private static boolean isAgent(@Nullable String host, int port) {
    AgentAddress agent = KindSettings.active().config().agent();
    return port == agent.port()
        && host != null
        && (host.equalsIgnoreCase(agent.host()) || (isThisHost(host) && isThisHost(agent.host())));
  }

  private static boolean isThisHost(String host) {
    return host.equals("127.0.0.1") || host.equals("[::1]") || host.equalsIgnoreCase("localhost");
  }

  /**
   * Names the method and the resource, now or once they are known.
   *
   * @param rawPath as it goes over the wire; null and "" for {@code /}
   */
  public static void name(Span span, @Nullable String method, @Nullable String rawPath) {
    span.setTag(Tags.HTTP_METHOD, method);
    span.setResource(ResourceNames.of(method, path(rawPath), false), ResourceRank.URL_PATH);
  }

  private static void place(
      Span span,
      @Nullable String scheme,
      @Nullable String host,
      int port,
      @Nullable String rawPath,
      @Nullable String rawQuery) {
    KindSettings settings = KindSettings.active();
    String known = scheme == null ? null : scheme.toLowerCase(Locale.ROOT);
    String url = UrlText.url(known, port > 0 ? host + ":" + port : host, path(rawPath));
    if (rawQuery != null && !rawQuery.isEmpty() && settings.clientQuery()) {
      String redacted = settings.redactor().redact(rawQuery);
      span.setTag(Tags.HTTP_QUERY, redacted);
      url = url + "?" + redacted;
    }
    span.setTag(Tags.HTTP_URL, url);
    span.setTag(Tags.PEER_HOSTNAME, host);
    if (host != null
        && !host.isEmpty()
        && Character.isLetter(host.charAt(0))
        && settings.config().get(HttpSettings.SPLIT_BY_DOMAIN)) {
      // Names only: an address is no service.
      Object component = span.tag(Tags.COMPONENT);
      span.setService(host, component instanceof String text ? text : null);
    }
    if (port > 0) {
      span.setTag(Tags.PEER_PORT, port);
    }
  }

  private static String path(@Nullable String rawPath) {
    return rawPath == null || rawPath.isEmpty() ? "/" : UrlText.path(rawPath);
  }

  /** Copies headers of the request that the settings name. */
  public static <C> void setRequest(Span span, C carrier, HeaderGetter<C> getter) {
    KindSettings settings = KindSettings.active();
    if (settings.config().get(HttpSettings.CLIENT_HEADER_TAGS)) {
      settings.requestHeaders().copy(span, carrier, getter);
    }
  }

  /** Copies headers of the response that the settings name. */
  public static <C> void setResponse(Span span, C carrier, HeaderGetter<C> getter) {
    KindSettings settings = KindSettings.active();
    if (settings.config().get(HttpSettings.CLIENT_HEADER_TAGS)) {
      settings.responseHeaders().copy(span, carrier, getter);
    }
  }

  /** Whether any header of a response becomes a tag: where asking for them costs something. */
  public static boolean wantsResponseHeaders() {
    KindSettings settings = KindSettings.active();
    return !settings.responseHeaders().isEmpty()
        && settings.config().get(HttpSettings.CLIENT_HEADER_TAGS);
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
