package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.SpanAssert;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The server of the JDK that runs the test. */
class JdkHttpServerIT extends HttpServerContract {
  @Override
  ForkedJvm.Builder server(Path directory) throws IOException {
    return ForkedJvm.ofMain("dev.spoor.agent.scenario.servlet.JdkMain")
        .classPath(
            new ScenarioApp(directory)
                .withOwn("h2-")
                .sources("servlet/JdkMain", "servlet/Database", "servlet/Console")
                .withRequestLog()
                .build());
  }

  @Override
  String component() {
    return "java-http-server";
  }

  @Test
  void theAnswerMayComeFromAnotherThread() {
    get("/app/case/async/complete").hasTag("http.status_code", "202").hasNoError();
    assertThat(lineOf("/app/case/async/complete")).contains("status=202");
  }

  @Test
  void anExchangeThatIsClosedWithoutAnAnswerEndsToo() throws Exception {
    String name = name();
    provoke("/app/case/closed", name);
    SpanAssert.assertThat(spanOf(name)).hasNoTag("http.status_code").hasNoError();
  }
}
