package dev.spoor.agent.lib.springweb;

import dev.spoor.agent.plugin.Members;
import dev.spoor.kind.ServedRequest;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;

/** Reads attributes of a servlet request, {@code javax} or {@code jakarta}, as Spring wants it. */
final class RequestAttributes {
  private static final String REQUEST_TYPE = requestType();

  private static final MethodHandle GET_ATTRIBUTE =
      Members.virtual(
          RequestAttributes.class,
          REQUEST_TYPE,
          "getAttribute",
          MethodType.methodType(Object.class, Object.class, String.class));

  /** Set by the container while it dispatches to an error page. */
  static final String ERROR_URI =
      REQUEST_TYPE.startsWith("jakarta")
          ? "jakarta.servlet.error.request_uri"
          : "javax.servlet.error.request_uri";

  private RequestAttributes() {}

  private static String requestType() {
    for (Method method : HandlerInterceptor.class.getMethods()) {
      if (method.getName().equals("preHandle")) {
        return method.getParameterTypes()[0].getName();
      }
    }
    throw new IllegalStateException("HandlerInterceptor has no preHandle");
  }

  static @Nullable Object get(Object request, String name) {
    try {
      return (Object) GET_ATTRIBUTE.invokeExact(request, name);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The request as the container's plugin knows it, or null. */
  static @Nullable ServedRequest served(Object request) {
    return get(request, ServedRequest.ATTRIBUTE) instanceof ServedRequest served ? served : null;
  }
}
