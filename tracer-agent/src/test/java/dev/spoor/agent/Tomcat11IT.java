package dev.spoor.agent;

import dev.spoor.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The newest Tomcat. */
class Tomcat11IT extends TomcatContract {
  @Override
  ForkedJvm.Builder server(Path directory) throws IOException {
    return ForkedJvm.ofMain("dev.spoor.agent.scenario.servlet.TomcatMain")
        .classPath(
            new ScenarioApp(directory)
                .withOwn("tomcat-embed-core", "tomcat-annotations-api", "h2-")
                .withOwn("logback-access-", "logback-core-")
                .withOwn("logstash-logback-encoder-", "jackson-")
                .replacing(
                    "    tomcat.start();",
                    "context.getPipeline().addValve(new LogbackAccessValve()); tomcat.start();")
                .sources("servlet/LogbackAccessJson", "servlet/LogbackAccessLines")
                .sources("servlet/LogbackAccessValve")
                .sources("servlet/Cases", "servlet/Database", "servlet/Console", "servlet/Refusal")
                .sources("servlet/TomcatMain", "servlet/AccessLines")
                .withRequestLog()
                .build())
        .options("-Dscenario.access=" + LOGBACK_ACCESS)
        .arguments(directory.toString());
  }

  @Test
  void logbackAccessFindsTheIdsAmongTheAttributesOfTheRequest() {
    accessLogFindsTheIds("logback-access ");
  }

  @Test
  void logbackAccessWritesTheIdsAsJson() {
    accessLogHasTheIdsAsJson();
  }
}
