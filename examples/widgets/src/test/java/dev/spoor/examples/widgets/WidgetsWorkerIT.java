package dev.spoor.examples.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.FakeStatsd;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.MemcachedServer;
import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Web and worker as two processes under the real agent, on one PostgreSQL, with memcached where the
 * machine has one: what a request puts off is found again in the trace of the job.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WidgetsWorkerIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private Optional<MemcachedServer> memcached;
  private LocalServers servers;
  private FakeAgent agent;
  private FakeStatsd statsd;
  private ForkedJvm web;
  private ForkedJvm worker;
  private int port;

  @BeforeAll
  void start() throws Exception {
    servers = LocalServers.startMissing(Settings.from(Map.of()), Role.WORKER);
    agent = FakeAgent.start();
    statsd = FakeStatsd.start();
    memcached = MemcachedServer.start();
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    web =
        process()
            .environment("PORT", Integer.toString(port))
            .environment(
                "MEMCACHEDCLOUD_SERVERS", memcached.map(s -> "127.0.0.1:" + s.port()).orElse(""))
            .start();
    web.awaitOut(line -> line.contains("Tomcat started on port"));
    worker = process().arguments("worker").start();
    worker.awaitOut(line -> line.contains("Waiting for jobs"));
  }

  private ForkedJvm.Builder process() {
    String database = servers.database().jdbcUrl().replace("jdbc:postgresql://", "");
    return ForkedJvm.ofJar(new File("target/widgets.jar"))
        .agent(new File("../../tracer-agent/target/tracer-agent.jar"))
        .options("-Xmx300m")
        .sendingTo(agent)
        .environment("DATABASE_URL", "postgres://postgres@" + database)
        .environment("DD_SERVICE", "widgets")
        .environment("DD_DOGSTATSD_PORT", Integer.toString(statsd.port()));
  }

  @AfterAll
  void stop() {
    for (ForkedJvm each : new ForkedJvm[] {worker, web}) {
      if (each != null) {
        each.close();
      }
    }
    memcached.ifPresent(MemcachedServer::close);
    statsd.close();
    agent.close();
    servers.close();
  }

  private static URI uri(int port, String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(port, "/widgets"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void aJobInAnotherProcessIsLinkedToItsRequestAndHasItsLineAndItsMetrics() throws Exception {
    assertThat(post("{\"name\":\"Pawl\"}").statusCode()).isEqualTo(201);

    DecodedTrace request =
        agent.awaitTrace(t -> t.rootSpan() != null && t.rootSpan().resource().equals("POST /widgets"));
    DecodedTrace job =
        agent.awaitTrace(t -> t.rootSpan() != null && t.rootSpan().name().equals("scheduled.call"));
    DecodedSpan root = job.rootSpan();
    SpanAssert.assertThat(root)
        .hasService("widgets")
        .hasResource("announce-widget")
        .hasTag("component", "db-scheduler")
        .hasNoError()
        .isRoot();
    assertThat(root.tag("_dd.span_links"))
        .contains(request.traceIdHex())
        .contains("%016x".formatted(request.rootSpan().spanId()));
    assertThat(job.spans())
        .filteredOn(span -> span.resource().contains("mails"))
        .singleElement()
        .satisfies(
            span -> SpanAssert.assertThat(span).hasName("postgresql.query").isChildOf(root));

    String id = Long.toUnsignedString(root.spanId());
    JsonNode line =
        JSON.readTree(
            worker.awaitOut(each -> each.contains(id) && each.contains("\"queue_name\"")));
    assertThat(line.path("controller").asString()).isEqualTo("announce-widget");
    assertThat(line.path("scheduler").asString()).isEqualTo("db-scheduler");
    assertThat(line.path("db_count").asInt()).isPositive();
    assertThat(line.path("dd").path("trace_id").asString()).isEqualTo(job.traceIdHex());
    assertThat(worker.awaitOut(each -> each.contains("Announced a widget")))
        .contains(job.traceIdHex());

    String tags = "worker:announce-widget,queue:default";
    statsd.awaitLine(each -> each.startsWith("jobs.success:1|c|#") && each.contains(tags));
    statsd.awaitLine(each -> each.startsWith("jobs.perform:") && each.contains(tags));
    statsd.awaitLine(each -> each.startsWith("jobs.queue.latency:"));
    agent.assertNoViolations();
    assertThat(worker.err()).isEmpty();
  }

  @Test
  void aWidgetIsCachedInMemcached() throws Exception {
    assumeTrue(memcached.isPresent(), MemcachedServer.ABSENT);
    HttpRequest request = HttpRequest.newBuilder(uri(port, "/widgets/2.json")).build();
    client.send(request, BodyHandlers.ofString());

    DecodedTrace trace =
        agent.awaitTrace(
            t ->
                t.rootSpan() != null
                    && t.rootSpan().resource().startsWith("GET /widgets/{id")
                    && t.spans().stream().anyMatch(s -> s.resource().equals("set")));
    DecodedSpan root = trace.rootSpan();
    assertThat(trace.spans())
        .filteredOn(span -> span.resource().equals("get"))
        .singleElement()
        .satisfies(
            span ->
                SpanAssert.assertThat(span)
                    .hasName("memcached.query")
                    .hasService("memcached")
                    .hasTag("memcached.result", "miss")
                    .isChildOf(root)
                    .isWithin(root));
    String id = trace.traceIdHex();
    JsonNode line =
        JSON.readTree(
            web.awaitOut(each -> each.contains(id) && each.contains("\"memcached_count\"")));
    assertThat(line.path("memcached_count").asInt()).isPositive();
    assertThat(line.path("memcached").asDouble()).isPositive();
    assertThat(web.err()).isEmpty();
  }
}
