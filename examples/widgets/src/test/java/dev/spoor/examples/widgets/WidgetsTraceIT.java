package dev.spoor.examples.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.FreePort;
import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole example as a user runs it: its executable jar under the real agent, on real PostgreSQL
 * and Redis, watched by a fake Agent and by its own log lines.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WidgetsTraceIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private FakeAgent agent;
  private ForkedJvm app;
  private int port;

  @BeforeAll
  void start() throws IOException {
    agent = FakeAgent.start();
    port = FreePort.find();
    app =
        ForkedJvm.ofJar(new File("target/widgets.jar"))
            .agent(new File("../../tracer-agent/target/tracer-agent.jar"))
            .options("-Xmx300m")
            .sendingTo(agent)
            .environment("PORT", Integer.toString(port))
            .environment("DD_SERVICE", "widgets")
            .environment("DD_ENV", "test")
            .environment("DD_VERSION", "0.1")
            .start();
    app.awaitOut(line -> line.contains("Tomcat started on port"));
  }

  @AfterAll
  void stop() {
    if (app != null) {
      app.close();
    }
    agent.close();
  }

  @Test
  void aRequestIsOneTraceWithItsQueryItsCommandAndItsLogLines() throws Exception {
    assertThat(get("/widgets?token=abc123secret&page=2").statusCode()).isEqualTo(200);

    DecodedTrace trace = traceOf("GET /widgets");
    DecodedSpan server = trace.rootSpan();
    SpanAssert.assertThat(server)
        .hasName("servlet.request")
        .hasService("widgets")
        .hasType("web")
        .hasTag("component", "tomcat-server")
        .hasTag("span.kind", "server")
        .hasTag("http.method", "GET")
        .hasTag("http.status_code", "200")
        .hasTag("http.route", "/widgets")
        .hasTag("http.url", "http://localhost:" + port + "/widgets?<redacted>&page=2")
        .hasTag("env", "test")
        .hasTag("version", "0.1")
        .hasNoError()
        .isRoot();
    SpanAssert.assertThat(childOf(server, trace, "postgresql.query"))
        .hasService("postgresql")
        .hasType("sql")
        .hasTag("db.type", "postgresql")
        .hasTag("_dd.base_service", "widgets")
        .isWithin(server);
    SpanAssert.assertThat(childOf(server, trace, "redis.query"))
        .hasService("redis")
        .hasType("redis")
        .hasTag("component", "redis-command")
        .isWithin(server);

    JsonNode line = requestLine(trace);
    assertThat(line.path("path").asString()).isEqualTo("/widgets");
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.path("duration").asDouble()).isPositive();
    assertThat(line.path("db_count").asInt()).isPositive();
    assertThat(line.path("db").asDouble()).isPositive();
    assertThat(line.path("redis_count").asInt()).isPositive();
    assertThat(line.path("controller").asString()).isEqualTo("WidgetController");
    assertThat(line.path("action").asString()).isEqualTo("list");
    assertThat(line.path("params").path("page").asString()).isEqualTo("2");
    assertThat(line.path("params").path("token").asString()).isEqualTo("[FILTERED]");
    assertThat(line.path("dd").path("service").asString()).isEqualTo("widgets");
    assertThat(line.path("dd").path("span_id").asString())
        .isEqualTo(Long.toUnsignedString(server.spanId()));
    assertThat(logLines(trace)).as("the application's own line too").hasSizeGreaterThan(1);
    assertThat(String.join("\n", app.out())).doesNotContain("abc123secret");
  }

  @Test
  void anExceptionIsAnErrorOfTheServerSpanAndOneRequestLine() throws Exception {
    assertThat(get("/widgets/boom").statusCode()).isEqualTo(500);

    DecodedTrace trace = traceOf("GET /widgets/boom");
    SpanAssert.assertThat(trace.rootSpan())
        .hasTag("http.status_code", "500")
        .hasTag("http.route", "/widgets/boom")
        .hasError("java.lang.IllegalStateException");
    JsonNode line = requestLine(trace);
    assertThat(line.path("status").asInt()).isEqualTo(500);
    assertThat(line.path("action").asString()).isEqualTo("boom");
  }

  @Test
  void whatIsNotThereIsNoError() throws Exception {
    assertThat(get("/nowhere/17").statusCode()).isEqualTo(404);

    DecodedTrace trace = traceOf("404");
    SpanAssert.assertThat(trace.rootSpan()).hasTag("http.status_code", "404").hasNoError();
    assertThat(requestLine(trace).path("status").asInt()).isEqualTo(404);
  }

  @Test
  void theQueryOfAnAsynchronousRequestBelongsToIt() throws Exception {
    assertThat(get("/widgets/async").statusCode()).isEqualTo(200);

    DecodedTrace trace = traceOf("GET /widgets/async");
    DecodedSpan server = trace.rootSpan();
    DecodedSpan query = childOf(server, trace, "postgresql.query");
    assertThat(query.tag("thread.name")).isNotEqualTo(server.tag("thread.name"));
    assertThat(requestLine(trace).path("db_count").asInt()).isPositive();
  }

  @Test
  void aCallersTraceGoesOn() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/"))
            .header("x-datadog-trace-id", "1234567890123456789")
            .header("x-datadog-parent-id", "987654321")
            .header("x-datadog-sampling-priority", "2")
            .header("x-datadog-tags", "_dd.p.tid=66a3c1d200000000,_dd.p.dm=-4")
            .build();
    client.send(request, HttpResponse.BodyHandlers.ofString());

    DecodedTrace trace = agent.awaitTrace(t -> t.traceId() == 1234567890123456789L);
    DecodedSpan server = trace.rootSpan();
    assertThat(server.parentId()).isEqualTo(987654321);
    SpanAssert.assertThat(server)
        .hasMetric("_sampling_priority_v1", 2)
        .hasTag("_dd.p.dm", "-4")
        .hasTag("_dd.p.tid", "66a3c1d200000000");
    assertThat(requestLine(trace).path("dd").path("trace_id").asString())
        .isEqualTo("66a3c1d200000000112210f47de98115");
  }

  @Test
  void theAgentSaysNothingAndSendsWhatAnAgentExpects() throws Exception {
    get("/widgets/1");
    traceOf("GET /widgets/{id:\\d+}");

    assertThat(app.err()).isEmpty();
    agent.assertNoViolations();
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private DecodedTrace traceOf(String resource) {
    return agent.awaitTrace(
        trace -> trace.rootSpan() != null && trace.rootSpan().resource().equals(resource));
  }

  private static DecodedSpan childOf(DecodedSpan parent, DecodedTrace trace, String name) {
    return trace.spans().stream()
        .filter(span -> span.name().equals(name) && span.parentId() == parent.spanId())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " below the root: " + trace));
  }

  /** The lines of a trace; the request line has been waited for. */
  private List<JsonNode> logLines(DecodedTrace trace) {
    String id = trace.traceIdHex();
    app.awaitOut(line -> line.contains(id) && line.contains("\"duration\""));
    List<JsonNode> lines = new ArrayList<>();
    for (String line : app.out()) {
      if (line.contains(id)) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }

  private JsonNode requestLine(DecodedTrace trace) {
    List<JsonNode> found = logLines(trace).stream().filter(line -> line.has("duration")).toList();
    assertThat(found).as("one request line").hasSize(1);
    return found.get(0);
  }
}
