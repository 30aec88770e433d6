package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A container that no plugin knows: Tomcat, with its plugin switched off. */
class ServletFallbackIT {
  @ParameterizedTest
  @CsvSource({"javax", "jakarta"})
  void servletsMakeSpansOfTheirOwn(String api, @TempDir Path directory) throws Exception {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm server = start(api, directory, agent)) {
      String line = server.awaitOut(each -> each.startsWith("port "));
      String base = "http://127.0.0.1:" + line.substring("port ".length()) + "/app/case";

      ask(base + "/ok?q=1");
      ask(base + "/throw");
      ask(base + "/async/complete");
      ask(base + "/async/dispatch");
      DecodedSpan ok = span(agent, "/ok");
      SpanAssert.assertThat(ok)
          .hasResource("GET /app/case/ok")
          .hasTag("component", "java-web-servlet")
          .hasTag("servlet.context", "/app")
          .hasTag("http.status_code", "200");
      assertThat(agent.spansOf(ok.traceId())).hasSize(2);
      SpanAssert.assertThat(span(agent, "/throw"))
          .hasTag("http.status_code", "500")
          .hasError("java.lang.IllegalStateException");
      SpanAssert.assertThat(span(agent, "/async/complete")).hasTag("http.status_code", "202");
      assertThat(agent.spansOf(span(agent, "/async/dispatch").traceId())).hasSize(2);

      server.say("end");
      assertThat(server.awaitExit()).isZero();
      assertThat(server.err()).isEmpty();
      agent.assertNoViolations();
      assertThat(agent.spans()).filteredOn(s -> s.name().equals("servlet.request")).hasSize(4);
    }
  }

  private static void ask(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static DecodedSpan span(FakeAgent agent, String path) {
    return agent.awaitSpan(
        s -> s.name().equals("servlet.request") && s.resource().equals("GET /app/case" + path));
  }

  private static ForkedJvm start(String api, Path directory, FakeAgent agent) throws Exception {
    ScenarioApp app =
        new ScenarioApp(directory)
            .withOwn("h2-")
            .sources("servlet/Cases", "servlet/Database", "servlet/Console", "servlet/Refusal")
            .sources("servlet/TomcatMain", "servlet/AccessLines");
    if (api.equals("javax")) {
      app.with("tomcat9").replacing("jakarta.servlet", "javax.servlet");
    } else {
      app.withOwn("tomcat-embed-core", "tomcat-annotations-api");
    }
    return ForkedJvm.ofMain("dev.spoor.agent.scenario.servlet.TomcatMain")
        .classPath(app.build())
        .arguments(directory.toString())
        .agent(AgentJar.real().toFile())
        .sendingTo(agent)
        .environment("DD_TRACE_FLUSH_INTERVAL", "0.02")
        .environment("DD_TRACE_TOMCAT_ENABLED", "false")
        .start();
  }
}
