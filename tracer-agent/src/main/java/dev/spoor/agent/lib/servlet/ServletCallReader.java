package dev.spoor.agent.lib.servlet;

import dev.spoor.kind.LoggedRequest;
import dev.spoor.kind.QueryParameters;
import dev.spoor.propagation.HeaderGetter;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads request and response, in this order in an array, through one of the two servlet APIs. */
final class ServletCallReader implements LoggedRequest<Object[]> {
  private final ServletApi api;

  ServletCallReader(ServletApi api) {
    this.api = api;
  }

  @Override
  public @Nullable String method(Object[] call) {
    return api.text(api.getMethod(), call[0]);
  }

  @Override
  public @Nullable String scheme(Object[] call) {
    return api.text(api.getScheme(), call[0]);
  }

  @Override
  public @Nullable String rawPath(Object[] call) {
    return api.text(api.getRequestUri(), call[0]);
  }

  @Override
  public @Nullable String query(Object[] call) {
    return api.text(api.getQueryString(), call[0]);
  }

  @Override
  public @Nullable String peerAddress(Object[] call) {
    return api.text(api.getRemoteAddr(), call[0]);
  }

  @Override
  public int peerPort(Object[] call) {
    try {
      return (int) api.getRemotePort().invokeExact(call[0]);
    } catch (Throwable e) {
      throw ServletApi.unchecked(e);
    }
  }

  @Override
  public @Nullable String get(Object[] call, String name) {
    try {
      return (String) api.getRequestHeader().invokeExact(call[0], name);
    } catch (Throwable e) {
      throw ServletApi.unchecked(e);
    }
  }

  @Override
  public @Nullable String get(Object[] call, String name, int index) {
    try {
      return HeaderGetter.at(
          index, (Enumeration<?>) api.getRequestHeaders().invokeExact(call[0], name));
    } catch (Throwable e) {
      throw ServletApi.unchecked(e);
    }
  }

  @Override
  public @Nullable String responseHeader(Object[] call, String name) {
    try {
      return (String) api.getResponseHeader().invokeExact(call[1], name);
    } catch (Throwable e) {
      throw ServletApi.unchecked(e);
    }
  }

  @Override
  public void addParameters(Object[] call, Map<String, Object> into) {
    // Asking the container for parameters would make it read a form's body.
    QueryParameters.addTo(into, query(call));
  }
}
