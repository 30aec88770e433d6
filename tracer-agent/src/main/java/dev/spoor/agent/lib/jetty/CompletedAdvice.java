package dev.spoor.agent.lib.jetty;

import dev.spoor.kind.ServedRequest;

/** Jetty 9.4 to 11: a request is answered. */
final class CompletedAdvice {
  private CompletedAdvice() {}

  static void enter(Object channel) {
    Object request = ServletJetty.requestOf(channel);
    ServedRequest served = ServletJetty.served(request);
    if (served != null && !served.isEnded()) {
      Throwable error = ServletJetty.error(request);
      if (error != null) {
        served.recordError(error);
      }
      served.setApplication(channel.getClass().getClassLoader());
      served.end(ServletJetty.ADAPTER, request, ServletJetty.status(request));
    }
  }
}
