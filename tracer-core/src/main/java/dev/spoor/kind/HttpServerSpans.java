package dev.spoor.kind;

import dev.spoor.trace.Blueprint;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Spans of requests that an HTTP server answers: operation {@code servlet.request}, type {@code
 * web}, named {@code METHOD path} until a framework tells the route.
 *
 * <p>The status decides whether the span is an error (500 to 599 unless set otherwise), even when
 * an exception was seen; an answer of 404 without a route is named {@code 404}, since the paths of
 * such requests are anybody's guess. The instrumentation makes the span current while the request
 * is worked on, on each thread that does so.
 */
public final class HttpServerSpans {
  private static final Servers SERVERS = new Servers();

  /** By component. */
  private static final class Servers extends Blueprints {
    @Override
    Blueprint make(KindSettings settings, String component, String none) {
      return Blueprint.named("servlet.request")
          .type(Tags.TYPE_WEB)
          .measured()
          // Usual: method, URL, host, user agent, request id, address, port, status, route, and two
          // of the servlet container.
          .ownTags(11)
          .tag(Tags.COMPONENT, component)
          .tag(Tags.SPAN_KIND, Tags.KIND_SERVER)
          .build();
    }
  }

  private HttpServerSpans() {}

  /**
   * Starts the span of a request, below the caller's span if the headers name one.
   *
   * @param component such as {@code tomcat-server}
   * @return null while tracing is off
   */
  public static <Q> @Nullable Span start(
      String component, HttpServerRequest<Q> adapter, Q request) {
    Tracer tracer = Tracer.active();
    if (tracer == null) {
      return null;
    }
    KindSettings settings = KindSettings.active();
    RemoteParent remote = settings.propagator().extract(request, adapter);
    Span span = tracer.startRoot(SERVERS.get(settings, component, null), remote);
    String method = adapter.method(request);
    span.addTag(Tags.HTTP_METHOD, method);
    setUrl(span, settings, adapter, request, method);
    span.addTag(Tags.HTTP_USER_AGENT, adapter.get(request, "user-agent"));
    span.addTag(Tags.HTTP_REQUEST_ID, adapter.get(request, "x-request-id"));
    String peer = adapter.peerAddress(request);
    setPeer(span, peer, adapter.peerPort(request));
    settings.requestHeaders().copy(span, request, adapter);
    HeaderTags baggage = settings.headerBaggage();
    if (baggage != null) {
      baggage.copyToBaggage(span, request, adapter);
    }
    ClientIpTags clientIp = settings.clientIp();
    if (clientIp != null) {
      clientIp.set(span, request, adapter, peer);
    }
    return span;
  }

  private static <Q> void setUrl(
      Span span,
      KindSettings settings,
      HttpServerRequest<Q> adapter,
      Q request,
      @Nullable String method) {
    String rawPath = adapter.rawPath(request);
    if (rawPath == null) {
      span.setResource("/", ResourceRank.URL_PATH);
      return;
    }
    String path = UrlText.path(rawPath);
    span.setResource(
        ResourceNames.of(method, path, settings.config().removeTrailingSlash()),
        ResourceRank.URL_PATH);
    Located located = Located.of(adapter.scheme(request), adapter.get(request, "host"), path);
    String url = located.url();
    String query = settings.serverQuery() ? adapter.query(request) : null;
    if (query != null && !query.isEmpty()) {
      String redacted = settings.redactor().redact(query);
      span.addTag(Tags.HTTP_QUERY, redacted);
      // Less garbage than an unsized builder.
      url = url.concat("?").concat(redacted);
    }
    span.addTag(Tags.HTTP_URL, url);
    span.addTag(Tags.HTTP_HOSTNAME, located.hostname());
  }

  private static void setPeer(Span span, @Nullable String address, int port) {
    if (address != null) {
      span.addTag(address.indexOf(':') > 0 ? Tags.PEER_IPV6 : Tags.PEER_IPV4, address);
    }
    if (port > 0) {
      span.addTag(Tags.PEER_PORT, port);
    }
  }

  /**
   * Names the span after the route that a framework has matched, such as {@code /widgets/{id}}. A
   * route that matches everything says nothing and is passed over.
   */
  public static void setRoute(Span span, @Nullable String route) {
    if (route == null || route.isEmpty() || route.equals("/**")) {
      return;
    }
    span.setTag(Tags.HTTP_ROUTE, route);
    if (KindSettings.active().routeNames()) {
      Object method = span.tag(Tags.HTTP_METHOD);
      span.setResource(
          ResourceNames.join(method instanceof String text ? text : null, route),
          ResourceRank.ROUTE);
    }
  }

  /** Tags of servlet containers; "" and null are left out. */
  public static void setServlet(Span span, @Nullable String context, @Nullable String path) {
    span.setTag(Tags.SERVLET_CONTEXT, context);
    span.setTag(Tags.SERVLET_PATH, path);
  }

  /** Copies headers of the response that the settings name. */
  static <Q> void setResponse(Span span, LoggedRequest<Q> adapter, Q request) {
    HeaderTags headers = KindSettings.active().responseHeaders();
    if (!headers.isEmpty()) {
      headers.copy(span, request, adapter::responseHeader);
    }
  }

  /** Notes an exception without ending the span; the status says later whether it is an error. */
  public static void recordError(Span span, Throwable thrown) {
    ErrorTags.record(span, thrown, ErrorRank.HTTP_SERVER);
  }

  /**
   * Ends the span.
   *
   * @param status 0 and below for unknown: an exception then decides
   * @param thrown what escaped from the application, or null
   */
  public static void end(Span span, int status, @Nullable Throwable thrown) {
    if (thrown != null) {
      recordError(span, thrown);
    }
    if (status > 0) {
      span.setTag(Tags.HTTP_STATUS, Statuses.text(status));
      span.setError(KindSettings.active().serverErrors().contains(status), ErrorRank.HTTP_SERVER);
      if (status == 404) {
        span.setResource("404", ResourceRank.NOT_FOUND);
      }
    }
    span.finish();
  }
}
