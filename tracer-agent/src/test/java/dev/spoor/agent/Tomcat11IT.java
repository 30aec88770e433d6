package dev.spoor.agent;

import dev.spoor.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;

/** The newest Tomcat. */
class Tomcat11IT extends TomcatContract {
  @Override
  ForkedJvm.Builder server(Path directory) throws IOException {
    return ForkedJvm.ofMain("dev.spoor.agent.scenario.servlet.TomcatMain")
        .classPath(
            new ScenarioApp(directory)
                .withOwn("tomcat-embed-core", "tomcat-annotations-api", "h2-")
                .sources("servlet/Cases", "servlet/Database", "servlet/Console", "servlet/Refusal")
                .sources("servlet/TomcatMain", "servlet/AccessLines")
                .withRequestLog()
                .build())
        .arguments(directory.toString());
  }
}
