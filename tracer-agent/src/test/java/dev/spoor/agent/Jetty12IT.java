package dev.spoor.agent;

import dev.spoor.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Jetty 12 with its servlets of Jakarta EE 10. */
class Jetty12IT extends ServletContract {
  @Override
  ForkedJvm.Builder server(Path directory) throws IOException {
    return ForkedJvm.ofMain("dev.spoor.agent.scenario.servlet.JettyMain")
        .classPath(
            new ScenarioApp(directory)
                .withOwn("jetty-", "jakarta.servlet-api", "slf4j-api", "h2-")
                .withOwn("logback-access-", "logback-core-")
                .withOwn("logstash-logback-encoder-", "jackson-")
                .replacing(
                    "    server.start();",
                    """
                    LogbackAccessLog second = new LogbackAccessLog();
                    server.addBean(second);
                    org.eclipse.jetty.server.RequestLog first = server.getRequestLog();
                    server.setRequestLog(
                        new org.eclipse.jetty.server.RequestLog.Collection(first, second));
                    server.addBean(first);
                    server.start();
                    """)
                .sources("servlet/LogbackAccessJson", "servlet/LogbackAccessLines")
                .sources("servlet/LogbackAccessLog")
                .sources("servlet/Cases", "servlet/Database", "servlet/Console", "servlet/Refusal")
                .sources("servlet/JettyMain")
                .withRequestLog()
                .build())
        .options("-Dscenario.access=" + LOGBACK_ACCESS)
        // The server's own log would come to stderr.
        .options("-Dslf4j.internal.verbosity=ERROR")
        .options("-Dorg.eclipse.jetty.LEVEL=OFF", "-Dorg.eclipse.jetty.util.log.announce=false");
  }

  @Test
  void logbackAccessFindsTheIdsAmongTheAttributesOfTheRequest() {
    accessLogFindsTheIds("logback-access ");
  }

  @Test
  void logbackAccessWritesTheIdsAsJson() {
    accessLogHasTheIdsAsJson();
  }

  @Override
  String component() {
    return "jetty-server";
  }

  @Override
  String servletPath() {
    return "/case/ok";
  }
}
