package dev.spoor.agent;

import dev.spoor.wire.DecodedSpan;
import org.junit.jupiter.api.Test;

/** What is Tomcat's own beyond {@link ServletContract}. */
abstract class TomcatContract extends ServletContract {
  @Override
  final String component() {
    return "tomcat-server";
  }

  @Override
  final String servletPath() {
    return "/case";
  }

  /** The servlet is over when its exception is logged; the request, and its span, is not. */
  @Test
  void theContainersLineAboutAnUncaughtExceptionHasTheIdsOfTheRequest() {
    String name = name();
    send(to("/app/case/throw", name));
    DecodedSpan span = spanOf(name);
    String ids =
        "dd.trace_id="
            + span.tag("_dd.p.tid")
            + String.format("%016x", span.traceId())
            + " dd.span_id="
            + Long.toUnsignedString(span.spanId());
    server.awaitOut(line -> line.startsWith("container Servlet.service()") && line.endsWith(ids));
  }
}
