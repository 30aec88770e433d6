package dev.spoor.agent.lib.servlet;

import dev.spoor.kind.ServedRequest;
import dev.spoor.trace.Span;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends requests at the first servlet that they meet, through one of the two servlet
 * APIs. An asynchronous request ends when the container tells its listener so.
 */
final class ServletCalls {
  private final ServletApi api;
  private final ServletCallReader reader;

  ServletCalls(String apiPackage) {
    api = ServletApi.of(apiPackage);
    reader = new ServletCallReader(api);
  }

  /** Null when the request is being worked on already, by the container's plugin or a servlet. */
  @Nullable ServletCall begin(Object request, Object response, @Nullable ClassLoader application) {
    if (Span.current() != null || !api.httpRequest().isInstance(request)) {
      return null;
    }
    try {
      Object known = (Object) api.getAttribute().invokeExact(request, ServedRequest.ATTRIBUTE);
      if (known instanceof ServedRequest served) {
        // Dispatched again, on another thread; the listener that was added first ends it.
        return new ServletCall(served, request, response, served.open());
      }
      ServletCall unopened = begin(request, response);
      if (unopened == null) {
        return null;
      }
      ServedRequest served = unopened.served();
      served.setApplication(application);
      api.setAttribute().invokeExact(request, ServedRequest.ATTRIBUTE, (Object) served);
      api.setAttribute().invokeExact(request, ServedRequest.TRACE_ID, (Object) served.traceId());
      api.setAttribute().invokeExact(request, ServedRequest.SPAN_ID, (Object) served.spanId());
      served.setServlet(
          api.text(api.getContextPath(), request), api.text(api.getServletPath(), request));
      return new ServletCall(served, request, response, served.open());
    } catch (Throwable e) {
      throw ServletApi.unchecked(e);
    }
  }

  private @Nullable ServletCall begin(Object request, Object response) {
    ServedRequest served =
        ServedRequest.start("java-web-servlet", reader, new Object[] {request, response});
    return served == null ? null : new ServletCall(served, request, response, null);
  }

  void end(ServletCall call, @Nullable Throwable thrown) {
    Object before = call.before();
    if (before != null) {
      ServedRequest.close(before);
    }
    if (thrown != null) {
      call.served().recordEscaped(thrown);
    }
    try {
      if ((boolean) api.isAsyncStarted().invokeExact(call.request())) {
        Object async = (Object) api.getAsyncContext().invokeExact(call.request());
        api.async().addListener().invokeExact(async, listener(call));
        return;
      }
    } catch (Throwable e) {
      finish(call);
      throw ServletApi.unchecked(e);
    }
    finish(call);
  }

  private void finish(ServletCall call) {
    int status = 0;
    try {
      status = (int) api.getStatus().invokeExact(call.response());
    } catch (Throwable e) {
      throw ServletApi.unchecked(e);
    } finally {
      call.served().end(reader, new Object[] {call.request(), call.response()}, status);
    }
  }

  /** A listener of the API's own type, which only the application's loader knows. */
  private Object listener(ServletCall call) {
    Class<?> type = api.async().listener();
    InvocationHandler handler =
        (proxy, method, arguments) -> onEvent(call, proxy, method, arguments);
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself
  private @Nullable Object onEvent(
      ServletCall call, Object proxy, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    Object event = arguments == null || arguments.length == 0 ? null : arguments[0];
    switch (method.getName()) {
      case "onComplete" -> finish(call);
      case "onError" -> {
        Throwable thrown =
            event == null ? null : (Throwable) api.async().getThrowable().invokeExact(event);
        if (thrown != null) {
          call.served().recordEscaped(thrown);
        }
      }
      case "equals" -> {
        return proxy == event;
      }
      case "hashCode" -> {
        return System.identityHashCode(proxy);
      }
      case "toString" -> {
        return "spoor listener";
      }
      default -> {
        // onTimeout: the container completes it. onStartAsync: listeners are not carried over, but
        // the servlet that starts it again is seen again.
      }
    }
    return null;
  }
}
