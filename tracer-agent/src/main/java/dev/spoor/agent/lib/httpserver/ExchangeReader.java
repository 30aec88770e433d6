package dev.spoor.agent.lib.httpserver;

import dev.spoor.kind.LoggedRequest;
import dev.spoor.kind.QueryParameters;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an {@link Exchange}. */
final class ExchangeReader implements LoggedRequest<Exchange> {
  static final ExchangeReader ADAPTER = new ExchangeReader();

  private ExchangeReader() {}

  @Override
  public @Nullable String method(Exchange request) {
    return request.method;
  }

  @Override
  public @Nullable String scheme(Exchange request) {
    return request.secure ? "https" : "http";
  }

  @Override
  public @Nullable String rawPath(Exchange request) {
    return request.uri.getRawPath();
  }

  @Override
  public @Nullable String query(Exchange request) {
    return request.uri.getRawQuery();
  }

  @Override
  public @Nullable String peerAddress(Exchange request) {
    return request.peer.getAddress() == null ? null : request.peer.getAddress().getHostAddress();
  }

  @Override
  public int peerPort(Exchange request) {
    return request.peer.getPort();
  }

  @Override
  public @Nullable String get(Exchange request, String name) {
    List<String> values = request.requestHeaders.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  @Override
  public @Nullable String get(Exchange request, String name, int index) {
    List<String> values = request.requestHeaders.get(name);
    return values == null || values.size() <= index ? null : values.get(index);
  }

  @Override
  public @Nullable String responseHeader(Exchange request, String name) {
    return request.responseHeaders.getFirst(name);
  }

  @Override
  public void addParameters(Exchange request, Map<String, Object> into) {
    QueryParameters.addTo(into, request.uri.getRawQuery());
  }
}
