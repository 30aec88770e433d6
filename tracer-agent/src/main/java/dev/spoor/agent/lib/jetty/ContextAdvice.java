package dev.spoor.agent.lib.jetty;

import dev.spoor.kind.ServedRequest;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ContextHandler;

/** Jetty 12: a request is offered to a web application, which takes it if the path fits. */
final class ContextAdvice {
  private ContextAdvice() {}

  static void enter(ContextHandler self, Request request) {
    if (request.getAttribute(ServedRequest.ATTRIBUTE) instanceof ServedRequest served
        && !served.hasApplication()) {
      String context = self.getContextPath();
      String path = Request.getPathInContext(request);
      boolean root = context == null || context.length() <= 1;
      if (root || (path.startsWith(context) && endsAt(path, context.length()))) {
        String rest = root ? path : path.substring(context.length());
        served.setServlet(root ? "/" : context, rest.isEmpty() ? "/" : rest);
        served.setApplication(self.getClassLoader());
      }
    }
  }

  private static boolean endsAt(String path, int length) {
    return path.length() == length || path.charAt(length) == '/';
  }
}
