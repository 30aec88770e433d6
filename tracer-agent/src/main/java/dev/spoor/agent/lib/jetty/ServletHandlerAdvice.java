package dev.spoor.agent.lib.jetty;

import dev.spoor.kind.ServedRequest;
import org.jspecify.annotations.Nullable;

/**
 * Jetty 9.4 to 11: a request has come to its web application; outside, the context is forgotten.
 */
final class ServletHandlerAdvice {
  private ServletHandlerAdvice() {}

  static @Nullable Object enter(Object self, String target, Object request) {
    ServedRequest served = ServletJetty.served(request);
    if (served != null && !served.hasApplication()) {
      ServletJetty.setServlet(served, request);
      served.setApplication(Thread.currentThread().getContextClassLoader());
    }
    return served;
  }

  static void exit(Object served, @Nullable Throwable thrown) {
    if (thrown != null) {
      ((ServedRequest) served).recordEscaped(thrown);
    }
  }
}
