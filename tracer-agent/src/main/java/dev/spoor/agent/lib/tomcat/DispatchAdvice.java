package dev.spoor.agent.lib.tomcat;

import dev.spoor.kind.ServedRequest;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;

/** An asynchronous request goes on: dispatched, completed, timed out, failed, or ready for I/O. */
final class DispatchAdvice {
  private DispatchAdvice() {}

  static @Nullable Object enter(Object self, Request request) {
    return request.getAttribute(ServedRequest.ATTRIBUTE) instanceof ServedRequest served
        ? served.open()
        : null;
  }

  static void exit(Object before) {
    ServedRequest.close(before);
  }
}
