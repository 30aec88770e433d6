package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.SpanAssert;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes, handlers and exceptions of Spring MVC, on Tomcat. */
class SpringWebIT {
  @TempDir Path directory;

  @Test
  void serverSpansCarryWhatSpringKnows() throws Exception {
    String classPath =
        new ScenarioApp(directory)
            .withOwn("tomcat-embed-core", "tomcat-annotations-api", "spring-", "micrometer-")
            .withOwn("commons-logging", "jspecify", "h2-")
            .sources("springweb/WidgetsController", "springweb/SpringMain")
            .sources("servlet/AccessLines", "servlet/Database")
            .withRequestLog()
            .build();
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm server =
            ForkedJvm.ofMain("dev.spoor.agent.scenario.springweb.SpringMain")
                .classPath(classPath)
                .arguments(directory.toString())
                .agent(AgentJar.real().toFile())
                .sendingTo(agent)
                .environment("DD_TRACE_FLUSH_INTERVAL", "0.02")
                .start()) {
      String port = server.awaitOut(each -> each.startsWith("port ")).substring("port ".length());

      ask(port, "/widgets/42?verbose=1");
      SpanAssert.assertThat(span(agent, "/widgets/42?verbose=1"))
          .hasResource("GET /widgets/{id}")
          .hasTag("http.route", "/widgets/{id}")
          .hasTag("servlet.context", "/")
          .hasNoError();
      assertThat(server.awaitOut(line -> line.startsWith("line") && line.contains("/widgets/42")))
          .contains("controller=WidgetsController", "action=show", "format=text")
          .contains("id:42;", "verbose:1;", "route=/widgets/{id}");

      ask(port, "/handled");
      SpanAssert.assertThat(span(agent, "/handled"))
          .hasResource("GET /handled")
          .hasTag("http.status_code", "422")
          .hasTag("error.type", "java.lang.IllegalArgumentException")
          .hasNoError();

      ask(port, "/broken");
      SpanAssert.assertThat(span(agent, "/broken"))
          .hasResource("GET /broken")
          .hasTag("http.route", "/broken")
          .hasTag("http.status_code", "500")
          .hasError("java.lang.IllegalStateException");
      assertThat(server.awaitOut(line -> line.startsWith("line") && line.contains("/broken")))
          .contains("action=broken", "error=java.lang.IllegalStateException: boom");

      ask(port, "/nothing/here");
      SpanAssert.assertThat(span(agent, "/nothing/here")).hasResource("404").hasNoTag("http.route");

      server.say("");
      assertThat(server.awaitExit()).isZero();
      assertThat(server.out()).anyMatch(line -> line.startsWith("access"));
      assertThat(server.err()).isEmpty();
      agent.assertNoViolations();
      assertThat(agent.spans()).hasSize(4);
    }
  }

  /** With the library itself, and settings as somebody has them who comes from Rails. */
  @Test
  void theFirstLineIsLogragesKeyForKeyAndTheAccessLogIsSilent() throws Exception {
    ScenarioApp scenario =
        new ScenarioApp(directory)
            .withOwn("tomcat-embed-core", "tomcat-annotations-api", "spring-", "micrometer-")
            .withOwn(
                "commons-logging", "jspecify", "h2-", "log-correlation", "tracer-core-0.1.0.jar")
            .withOwn("logback-", "slf4j-api", "logstash-logback-encoder", "jackson-")
            .sources("springweb/WidgetsController", "springweb/SpringMain")
            .sources("servlet/AccessLines", "servlet/Database");
    String classPath = scenario.build();
    Files.writeString(
        directory.resolve("classes/logback.xml"),
        """
        <configuration>
          <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
            <encoder class="dev.spoor.logs.DatadogEncoder"/>
          </appender>
          <root level="WARN"><appender-ref ref="OUT"/></root>
          <logger name="dev.spoor" level="INFO"/>
        </configuration>
        """);
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm server =
            ForkedJvm.ofMain("dev.spoor.agent.scenario.springweb.SpringMain")
                .classPath(classPath)
                .arguments(directory.toString())
                .agent(AgentJar.real().toFile())
                .sendingTo(agent)
                .environment("DD_TRACE_FLUSH_INTERVAL", "0.02")
                .environment("DD_SERVICE", "shop")
                .environment("DD_ENV", "production")
                .environment("DD_VERSION", "0.1")
                .environment("DD_LOGS_REQUEST_FORMATTER", "json")
                .environment("DD_LOGS_REQUEST_KEEP_ACCESS_LOG", "false")
                .start()) {
      String port = server.awaitOut(each -> each.startsWith("port ")).substring("port ".length());

      ask(port, "/widgets");
      String number = "[0-9]+(\\.[0-9]{1,2})?";
      assertThat(server.awaitOut(line -> line.contains("\"/widgets\"")))
          .matches(
              "\\{\"method\":\"GET\",\"path\":\"/widgets\",\"format\":\"html\","
                  + "\"controller\":\"WidgetsController\",\"action\":\"index\",\"status\":200,"
                  + "\"allocations\":[1-9][0-9]*,\"duration\":NUMBER,\"view\":NUMBER,\"db\":NUMBER,"
                      .replace("NUMBER", number)
                  + "\"dd\":\\{\"trace_id\":\"[0-9a-f]{32}\",\"span_id\":\"[0-9]+\","
                  + "\"env\":\"production\",\"service\":\"shop\",\"version\":\"0.1\"},"
                  + "\"ddsource\":\"java\",\"params\":\\{}}");
      ask(port, "/moved");
      assertThat(server.awaitOut(line -> line.contains("\"/moved\"")))
          .contains("\"status\":302,", "\"view\":0.0,")
          .contains("\"location\":\"http://example.org/widgets/1\",\"dd\"")
          .doesNotContain("s3cret");
      ask(port, "/broken");
      assertThat(server.awaitOut(line -> line.contains("\"/broken\"")))
          .contains("\"status\":500,\"error\":\"java.lang.IllegalStateException: boom\",");
      ask(port, "/nothing");
      assertThat(server.awaitOut(line -> line.contains("\"/nothing\""))).contains("\"status\":404");

      server.say("");
      assertThat(server.awaitExit()).isZero();
      assertThat(server.out()).noneMatch(line -> line.startsWith("access"));
      assertThat(server.out().stream().filter(line -> line.startsWith("{\"method"))).hasSize(4);
      assertThat(server.err()).isEmpty();
    }
  }

  private static void ask(String port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static dev.spoor.wire.DecodedSpan span(FakeAgent agent, String path) {
    return agent.awaitSpan(
        s -> s.tag("http.url") != null && String.valueOf(s.tag("http.url")).endsWith(path));
  }
}
