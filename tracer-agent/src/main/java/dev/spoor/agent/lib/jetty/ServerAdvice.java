package dev.spoor.agent.lib.jetty;

import dev.spoor.context.Context;
import dev.spoor.kind.ServedRequest;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** Jetty 12: a request comes in. */
final class ServerAdvice {
  private ServerAdvice() {}

  static @Nullable Object enter(Object self, Request request, Response response) {
    if (request.getAttribute(ServedRequest.ATTRIBUTE) != null) {
      return null;
    }
    CoreRequest core = new CoreRequest(request, response);
    ServedRequest served = ServedRequest.start("jetty-server", CoreReader.ADAPTER, core);
    if (served == null) {
      return null;
    }
    request.setAttribute(ServedRequest.ATTRIBUTE, served);
    request.setAttribute(ServedRequest.TRACE_ID, served.traceId());
    request.setAttribute(ServedRequest.SPAN_ID, served.spanId());
    request.addHttpStreamWrapper(stream -> new EndingStream(stream, served, core));
    return served.open();
  }

  static void exit(Object before, @Nullable Throwable thrown) {
    if (thrown != null && Context.current() instanceof ServedRequest served) {
      served.recordEscaped(thrown);
    }
    ServedRequest.close(before);
  }
}
