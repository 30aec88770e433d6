package dev.spoor.agent;

import dev.spoor.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;

/** Jetty 9.4. */
class Jetty9IT extends ServletContract {
  @Override
  ForkedJvm.Builder server(Path directory) throws IOException {
    return ForkedJvm.ofMain("dev.spoor.agent.scenario.servlet.JettyMain")
        .classPath(
            new ScenarioApp(directory)
                .with("jetty9")
                .withOwn("h2-")
                .replacing("jakarta.servlet", "javax.servlet")
                .replacing("org.eclipse.jetty.ee10.", "org.eclipse.jetty.")
                // Its own access log cannot print attributes.
                .replacing("import org.eclipse.jetty.server.CustomRequestLog;", "")
                .replacing(
                    """
                    new CustomRequestLog(
                                line -> System.out.println(line), \
                    "access %{dd.trace_id}attr %{dd.span_id}attr")\
                    """,
                    """
                    (request, response) -> System.out.println("access "
                        + request.getAttribute("dd.trace_id") + " "
                        + request.getAttribute("dd.span_id"))\
                    """)
                .sources("servlet/Cases", "servlet/Database", "servlet/Console", "servlet/Refusal")
                .sources("servlet/JettyMain")
                .withRequestLog()
                .build())
        // The server's own log would come to stderr.
        .options("-Dslf4j.internal.verbosity=ERROR")
        .options("-Dorg.eclipse.jetty.LEVEL=OFF", "-Dorg.eclipse.jetty.util.log.announce=false");
  }

  @Override
  String component() {
    return "jetty-server";
  }

  @Override
  String servletPath() {
    return "/case";
  }
}
