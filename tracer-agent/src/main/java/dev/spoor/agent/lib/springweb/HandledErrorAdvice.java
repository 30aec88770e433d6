package dev.spoor.agent.lib.springweb;

import dev.spoor.kind.ServedRequest;

/**
 * A handler has thrown and Spring makes an answer of it: the exception is noted on the server span,
 * and the status decides whether that is an error.
 */
final class HandledErrorAdvice {
  private HandledErrorAdvice() {}

  static void enter(Object self, Object request, Object response, Object handler, Exception e) {
    ServedRequest served = RequestAttributes.served(request);
    if (served != null) {
      served.recordError(e);
    }
  }
}
