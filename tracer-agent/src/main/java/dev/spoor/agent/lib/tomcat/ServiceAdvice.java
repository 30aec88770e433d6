package dev.spoor.agent.lib.tomcat;

import dev.spoor.kind.ServedRequest;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;

/** A request comes in. */
final class ServiceAdvice {
  private ServiceAdvice() {}

  static @Nullable Object enter(Object self, Request request) {
    ServedRequest served = ServedRequest.start("tomcat-server", TomcatRequest.ADAPTER, request);
    if (served == null) {
      return null;
    }
    // The connector's attributes are seen through the servlet request, but not listed there.
    request.setAttribute(ServedRequest.ATTRIBUTE, served);
    return served.open();
  }

  static void exit(Object before) {
    ServedRequest.close(before);
  }
}
