package dev.spoor.agent.lib.jetty;

import dev.spoor.agent.plugin.Members;
import dev.spoor.kind.LoggedRequest;
import dev.spoor.kind.QueryParameters;
import dev.spoor.kind.ServedRequest;
import dev.spoor.propagation.HeaderGetter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests of Jetty 9.4 to 11. All of it goes through method handles, since the classes have
 * the same names as those of Jetty 12, which are something else.
 */
final class ServletJetty implements LoggedRequest<Object> {
  static final ServletJetty ADAPTER = new ServletJetty();

  private static final String REQUEST = "org.eclipse.jetty.server.Request";
  private static final String RESPONSE = "org.eclipse.jetty.server.Response";
  private static final MethodHandle CHANNEL_REQUEST =
      method("org.eclipse.jetty.server.HttpChannel", "getRequest", Object.class);
  private static final MethodHandle GET_ATTRIBUTE =
      method(REQUEST, "getAttribute", Object.class, String.class);
  private static final MethodHandle SET_ATTRIBUTE =
      method(REQUEST, "setAttribute", void.class, String.class, Object.class);
  private static final MethodHandle METHOD = method(REQUEST, "getMethod", String.class);
  private static final MethodHandle SCHEME = method(REQUEST, "getScheme", String.class);
  private static final MethodHandle PATH = method(REQUEST, "getRequestURI", String.class);
  private static final MethodHandle QUERY = method(REQUEST, "getQueryString", String.class);
  private static final MethodHandle HEADER =
      method(REQUEST, "getHeader", String.class, String.class);
  private static final MethodHandle HEADERS =
      method(REQUEST, "getHeaders", Enumeration.class, String.class);
  private static final MethodHandle PEER = method(REQUEST, "getRemoteAddr", String.class);
  private static final MethodHandle PEER_PORT = method(REQUEST, "getRemotePort", int.class);
  private static final MethodHandle CONTEXT = method(REQUEST, "getContextPath", String.class);
  private static final MethodHandle SERVLET = method(REQUEST, "getServletPath", String.class);
  private static final MethodHandle OF_REQUEST = method(REQUEST, "getResponse", Object.class);
  private static final MethodHandle STATUS = method(RESPONSE, "getStatus", int.class);
  private static final MethodHandle ANSWERED =
      method(RESPONSE, "getHeader", String.class, String.class);

  private ServletJetty() {}

  private static MethodHandle method(
      String owner, String name, Class<?> result, Class<?>... arguments) {
    MethodType type =
        MethodType.methodType(result, arguments).insertParameterTypes(0, Object.class);
    return Members.virtual(ServletJetty.class, owner, name, type);
  }

  static Object requestOf(Object channel) {
    try {
      return (Object) CHANNEL_REQUEST.invokeExact(channel);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private static @Nullable Object attribute(Object request, String name) {
    try {
      return (Object) GET_ATTRIBUTE.invokeExact(request, name);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  static void setAttribute(Object request, String name, Object value) {
    try {
      SET_ATTRIBUTE.invokeExact(request, name, value);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  static @Nullable ServedRequest served(Object request) {
    return attribute(request, ServedRequest.ATTRIBUTE) instanceof ServedRequest served
        ? served
        : null;
  }

  /** What the application threw and the server, or a framework, has made an answer of. */
  static @Nullable Throwable error(Object request) {
    Object error = attribute(request, "javax.servlet.error.exception");
    if (error == null) {
      error = attribute(request, "jakarta.servlet.error.exception");
    }
    return error instanceof Throwable thrown ? thrown : null;
  }

  static void setServlet(ServedRequest served, Object request) {
    served.setServlet(text(CONTEXT, request), text(SERVLET, request));
  }

  static int status(Object request) {
    try {
      Object response = (Object) OF_REQUEST.invokeExact(request);
      return (int) STATUS.invokeExact(response);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  @Override
  public @Nullable String method(Object request) {
    return text(METHOD, request);
  }

  @Override
  public @Nullable String scheme(Object request) {
    return text(SCHEME, request);
  }

  @Override
  public @Nullable String rawPath(Object request) {
    return text(PATH, request);
  }

  @Override
  public @Nullable String query(Object request) {
    return text(QUERY, request);
  }

  @Override
  public @Nullable String peerAddress(Object request) {
    return text(PEER, request);
  }

  @Override
  public int peerPort(Object request) {
    try {
      return (int) PEER_PORT.invokeExact(request);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  @Override
  public @Nullable String get(Object request, String name) {
    try {
      return (String) HEADER.invokeExact(request, name);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  @Override
  public @Nullable String get(Object request, String name, int index) {
    try {
      return HeaderGetter.at(index, (Enumeration<?>) HEADERS.invokeExact(request, name));
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  @Override
  public @Nullable String responseHeader(Object request, String name) {
    try {
      Object response = (Object) OF_REQUEST.invokeExact(request);
      return (String) ANSWERED.invokeExact(response, name);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  @Override
  public void addParameters(Object request, Map<String, Object> into) {
    ServedRequest served = served(request);
    if (served != null && served.parameters() instanceof Map<?, ?> parsed) {
      for (Map.Entry<?, ?> parameter : parsed.entrySet()) {
        if (parameter.getValue() != null) {
          into.put(String.valueOf(parameter.getKey()), parameter.getValue());
        }
      }
    } else {
      QueryParameters.addTo(into, query(request));
    }
  }

  private static @Nullable String text(MethodHandle getter, Object request) {
    try {
      return (String) getter.invokeExact(request);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }
}
