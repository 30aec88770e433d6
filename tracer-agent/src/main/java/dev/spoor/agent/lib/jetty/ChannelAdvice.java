package dev.spoor.agent.lib.jetty;

import dev.spoor.kind.ServedRequest;
import org.jspecify.annotations.Nullable;

/** Jetty 9.4 to 11: a thread works on a request, for the first time or again. */
final class ChannelAdvice {
  private ChannelAdvice() {}

  static @Nullable Object enter(Object channel) {
    Object request = ServletJetty.requestOf(channel);
    ServedRequest served = ServletJetty.served(request);
    if (served == null) {
      served = begin(request);
    }
    return served == null || served.isEnded() ? null : served.open();
  }

  private static @Nullable ServedRequest begin(Object request) {
    if (ServletJetty.ADAPTER.method(request) == null) {
      // A channel is handled as well when the request could not be read.
      return null;
    }
    ServedRequest served = ServedRequest.start("jetty-server", ServletJetty.ADAPTER, request);
    if (served != null) {
      ServletJetty.setAttribute(request, ServedRequest.ATTRIBUTE, served);
      ServletJetty.setAttribute(request, ServedRequest.TRACE_ID, served.traceId());
      ServletJetty.setAttribute(request, ServedRequest.SPAN_ID, served.spanId());
    }
    return served;
  }

  static void exit(Object before) {
    ServedRequest.close(before);
  }
}
