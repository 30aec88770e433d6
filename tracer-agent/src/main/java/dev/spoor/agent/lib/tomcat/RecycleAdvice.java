package dev.spoor.agent.lib.tomcat;

import dev.spoor.kind.ServedRequest;
import org.apache.catalina.Context;
import org.apache.catalina.Loader;
import org.apache.catalina.connector.Request;

/** A request is over; all that is known about it can still be read. */
final class RecycleAdvice {
  /** {@code jakarta.servlet.error.exception}, or {@code javax.} before Tomcat 10. */
  private static final String ERROR =
      Request.class.getInterfaces()[0].getName().split("[.]", 2)[0] + ".servlet.error.exception";

  private RecycleAdvice() {}

  static void enter(Request self) {
    org.apache.coyote.Request request = self.getCoyoteRequest();
    if (request != null
        && request.getAttribute(ServedRequest.ATTRIBUTE) instanceof ServedRequest served
        && !served.isEnded()) {
      describe(served, self);
      served.end(TomcatRequest.ADAPTER, request, request.getResponse().getStatus());
    }
  }

  private static void describe(ServedRequest served, Request request) {
    Context context = request.getContext();
    if (context != null) {
      served.setServlet(context.getPath(), request.getServletPath());
      Loader loader = context.getLoader();
      served.setApplication(loader == null ? null : loader.getClassLoader());
    }
    // No application has that path: the line goes to the one that the server itself belongs to.
    served.setApplication(Request.class.getClassLoader());
    if (request.getAttribute(ERROR) instanceof Throwable thrown) {
      Throwable error = original(thrown);
      // A framework that has answered an exception with a page of its own leaves it there as well.
      if (request.getResponse().isError()) {
        served.recordEscaped(error);
      } else {
        served.recordError(error);
      }
    }
  }

  /** What an asynchronous dispatch throws comes out of the container in wrappers of its own. */
  private static Throwable original(Throwable thrown) {
    Throwable inner = thrown;
    if (inner.getClass().getName().endsWith(".servlet.ServletException")
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    Throwable cause = inner.getCause();
    return cause != null && isContainersOwn(inner) ? cause : inner;
  }

  private static boolean isContainersOwn(Throwable thrown) {
    if (thrown.getClass() != RuntimeException.class) {
      return false;
    }
    StackTraceElement[] stack = thrown.getStackTrace();
    return stack.length > 0
        && stack[0].getClassName().startsWith("org.apache.catalina.core.AsyncContextImpl");
  }
}
