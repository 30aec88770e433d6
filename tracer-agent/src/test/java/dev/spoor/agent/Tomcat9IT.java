package dev.spoor.agent;

import dev.spoor.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;

/** Tomcat 9, the last with the old API. */
class Tomcat9IT extends TomcatContract {
  @Override
  ForkedJvm.Builder server(Path directory) throws IOException {
    return ForkedJvm.ofMain("dev.spoor.agent.scenario.servlet.TomcatMain")
        .classPath(
            new ScenarioApp(directory)
                .with("tomcat9")
                .withOwn("h2-")
                .replacing("jakarta.servlet", "javax.servlet")
                .sources("servlet/Cases", "servlet/Database", "servlet/Console", "servlet/Refusal")
                .sources("servlet/TomcatMain", "servlet/AccessLines")
                .withRequestLog()
                .build())
        .arguments(directory.toString());
  }
}
