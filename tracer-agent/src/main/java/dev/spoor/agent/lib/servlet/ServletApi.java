package dev.spoor.agent.lib.servlet;

import dev.spoor.agent.plugin.Members;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The methods of one of the two servlet APIs that are needed here, resolved once. A record, since
 * the JVM trusts the fields of records and folds the handles into the caller.
 */
record ServletApi(
    Class<?> httpRequest,
    MethodHandle getAttribute,
    MethodHandle setAttribute,
    MethodHandle getMethod,
    MethodHandle getScheme,
    MethodHandle getRequestUri,
    MethodHandle getQueryString,
    MethodHandle getRequestHeader,
    MethodHandle getRequestHeaders,
    MethodHandle getRemoteAddr,
    MethodHandle getRemotePort,
    MethodHandle getContextPath,
    MethodHandle getServletPath,
    MethodHandle isAsyncStarted,
    MethodHandle getAsyncContext,
    MethodHandle getStatus,
    MethodHandle getResponseHeader,
    AsyncApi async) {

  /** The asynchronous side of the API. */
  record AsyncApi(Class<?> listener, MethodHandle addListener, MethodHandle getThrowable) {}

  /**
   * @param api {@code javax.servlet} or {@code jakarta.servlet}
   */
  static ServletApi of(String api) {
    String request = api + ".http.HttpServletRequest";
    String response = api + ".http.HttpServletResponse";
    return new ServletApi(
        type(request),
        method(request, "getAttribute", Object.class, String.class),
        method(request, "setAttribute", void.class, String.class, Object.class),
        method(request, "getMethod", String.class),
        method(request, "getScheme", String.class),
        method(request, "getRequestURI", String.class),
        method(request, "getQueryString", String.class),
        method(request, "getHeader", String.class, String.class),
        method(request, "getHeaders", Enumeration.class, String.class),
        method(request, "getRemoteAddr", String.class),
        method(request, "getRemotePort", int.class),
        method(request, "getContextPath", String.class),
        method(request, "getServletPath", String.class),
        method(request, "isAsyncStarted", boolean.class),
        method(request, "getAsyncContext", Object.class),
        method(response, "getStatus", int.class),
        method(response, "getHeader", String.class, String.class),
        new AsyncApi(
            type(api + ".AsyncListener"),
            method(api + ".AsyncContext", "addListener", void.class, Object.class),
            method(api + ".AsyncEvent", "getThrowable", Throwable.class)));
  }

  private static MethodHandle method(
      String owner, String name, Class<?> result, Class<?>... arguments) {
    MethodType type =
        MethodType.methodType(result, arguments).insertParameterTypes(0, Object.class);
    return Members.virtual(ServletApi.class, owner, name, type);
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, ServletApi.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  /** Calls a getter; what it throws is the application's or the container's, and unchecked. */
  @Nullable String text(MethodHandle getter, Object receiver) {
    try {
      return (String) getter.invokeExact(receiver);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  static RuntimeException unchecked(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }
}
