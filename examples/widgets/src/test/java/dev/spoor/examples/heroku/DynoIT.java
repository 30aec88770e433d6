package dev.spoor.examples.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spoor.examples.browser.Chromium;
import dev.spoor.examples.browser.SmallPng;
import dev.spoor.examples.browser.Tab;
import dev.spoor.testing.FreePort;
import dev.spoor.testing.MemcachedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Plays Heroku from the release to the end of a dyno: the lines of the {@code Procfile}, the
 * variables and flags of a dyno of 512 MB, add-ons with passwords, a router in front, a drain
 * behind; and local-agent where the Datadog Agent would be. What docs/heroku.md promises is looked
 * up in local-agent afterwards.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DynoIT {
  /** A JVM may start slowly on a busy machine. */
  private static final long PATIENCE_MILLIS = 180_000;

  private static final Path FOLDER = Path.of("").toAbsolutePath();

  /** {@code -Dscreenshots=../../docs/images} makes those of the documents anew. */
  private static final Path SCREENSHOTS =
      Path.of(System.getProperty("screenshots", "target/screenshots"));

  private final HttpClient client = HttpClient.newHttpClient();
  private Addons addons;
  private LocalAgentProcess agent;
  private LogDrain drain;
  private DynoProcess release;
  private DynoProcess web;
  private DynoProcess worker;
  private HerokuRouter router;

  @BeforeAll
  void push(@TempDir Path folder) throws Exception {
    assumeTrue(Dyno.hasShell(), "skipped: no /bin/bash here, which runs a Procfile's lines");
    addons = Addons.start(folder);
    agent = LocalAgentProcess.start(client);
    drain =
        new LogDrain(
            agent.address("/api/v2/logs?ddsource=heroku&service=my-widgets&host=my-widgets.web.1"),
            client);
    release = start("release.1", Map.of());
    assertThat(release.await()).as("the release: %s%s", release.out(), release.err()).isZero();
    int port = FreePort.find();
    web = start("web.1", Map.of("PORT", Integer.toString(port)));
    worker = start("worker.1", Map.of());
    awaitPort(port);
    router = new HerokuRouter(port, Duration.ofSeconds(10), drain);
  }

  private DynoProcess start(String dyno, Map<String, String> more) throws Exception {
    Map<String, String> config = new TreeMap<>(addons.config());
    config.put("DD_SERVICE", "widgets");
    config.put("DD_ENV", "production");
    // As the buildpack exports them: blanks between tags, a version that may be empty.
    String type = dyno.substring(0, dyno.indexOf('.'));
    config.put(
        "DD_TAGS",
        "dyno:" + dyno + " dynotype:" + type + " buildpackversion:2.44 appname:my-widgets");
    config.put("DYNOTYPE", type);
    config.put("DD_VERSION", "");
    config.put("DD_HOSTNAME", "my-widgets." + dyno);
    config.put("DD_HEROKU_DYNO", "true");
    config.put("HEROKU_APP_NAME", "my-widgets");
    config.put("HEROKU_SLUG_COMMIT", "2c3a1f0");
    config.put("DD_TRACE_AGENT_PORT", Integer.toString(agent.port()));
    config.put("DD_DOGSTATSD_PORT", Integer.toString(agent.statsdPort()));
    config.putAll(more);
    return DynoProcess.start(FOLDER, dyno, config, line -> drain.application(dyno, line));
  }

  private void awaitPort(int port) throws Exception {
    for (long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        System.currentTimeMillis() < end; ) {
      assertThat(web.isAlive()).as("web: %s%s", web.out(), web.err()).isTrue();
      try {
        HttpRequest health =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build();
        if (client.send(health, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    throw new AssertionError("R10: web does not bind its port; " + web.out() + web.err());
  }

  @AfterAll
  void tearDown() throws Exception {
    for (AutoCloseable part : new AutoCloseable[] {router, web, worker, release, agent, addons}) {
      if (part != null) {
        part.close();
      }
    }
  }

  /** Puts aside what docs/heroku.md shows, for whoever brings the page up to date. */
  private static void keep(String name, String text) throws IOException {
    Path file = Path.of("target/guide/" + name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private HttpResponse<String> visit(String id, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(router.address(path)).header("X-Request-Id", id).build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** The trace of a request, once its request line and its router's line have come as well. */
  private JsonNode traceOf(String requestId) throws Exception {
    JsonNode found =
        agent.await(
            "/api/traces",
            answer -> stream(answer.path("traces")).anyMatch(trace -> isOf(trace, requestId)));
    String id =
        stream(found.path("traces"))
            .filter(trace -> isOf(trace, requestId))
            .findFirst()
            .orElseThrow()
            .path("trace_id")
            .asString();
    return agent.await(
        "/api/traces/" + id,
        trace -> {
          drain.flush();
          return trace.has("router") && !requestLines(trace).isEmpty();
        });
  }

  private static boolean isOf(JsonNode trace, String requestId) {
    return trace.path("request_id").asString().equals(requestId);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static List<String> names(JsonNode trace) {
    return stream(trace.path("spans")).map(span -> span.path("name").asString()).toList();
  }

  @Test
  @Order(1)
  void theReleaseStepMadeTheTablesAndSaidSoInJson() {
    assertThat(String.join("\n", release.out())).contains("Brought the database up to date");
  }

  @Test
  @Order(2)
  void aRequestIsATraceWithItsLogLinesAndItsRouterLine() throws Exception {
    String id = "request-of-the-list-0001";
    assertThat(visit(id, "/widgets?page=2&password=letmein").statusCode()).isEqualTo(200);

    JsonNode trace = traceOf(id);
    assertThat(names(trace)).contains("servlet.request", "postgresql.query", "redis.query");
    assertThat(trace.path("router").path("dyno").asString()).isEqualTo("web.1");
    assertThat(trace.path("router").path("status").asInt()).isEqualTo(200);
    JsonNode line = requestLine(trace);
    assertThat(line.path("path").asString()).isEqualTo("/widgets");
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.path("request_id").asString()).isEqualTo(id);
    assertThat(line.path("params").path("password").asString()).isEqualTo("[FILTERED]");
    assertThat(line.path("db_count").asInt()).isPositive();
    assertThat(line.path("dd").path("service").asString()).isEqualTo("widgets");
    assertThat(line.path("dd").path("env").asString()).isEqualTo("production");
    assertThat(line.path("dd").path("version").asString()).isEqualTo("2c3a1f0");
    keep("request-line.json", line.toString());
    keep("trace.txt", agent.text("/traces/" + trace.path("trace_id").asString()));
    JsonNode root = stream(trace.path("spans")).findFirst().orElseThrow();
    assertThat(root.path("meta").path("dyno").asString()).isEqualTo("web.1");
    assertThat(root.path("meta").path("appname").asString()).isEqualTo("my-widgets");
    assertThat(root.path("meta").path("version").asString()).isEqualTo("2c3a1f0");
  }

  @Test
  @Order(3)
  void aSingleWidgetIsLookedForInMemcached() throws Exception {
    assumeTrue(addons.hasMemcached(), MemcachedServer.ABSENT);
    String id = "request-of-one-widget-001";
    assertThat(visit(id, "/widgets/1").statusCode()).isEqualTo(200);

    JsonNode trace = traceOf(id);
    assertThat(names(trace)).contains("servlet.request", "memcached.query");
    assertThat(requestLine(trace).path("memcached_count").asInt()).isPositive();

    assertThat(isFoundAgain()).as("found by a later request, so the login is right").isTrue();
  }

  /** A cold client on a busy machine may miss its deadline once, and then keeps no copy. */
  private boolean isFoundAgain() throws Exception {
    for (int visit = 2; visit <= 9; visit++) {
      String id = "request-of-one-widget-00" + visit;
      assertThat(visit(id, "/widgets/1").statusCode()).isEqualTo(200);
      if (stream(traceOf(id).path("spans"))
          .anyMatch(span -> span.path("meta").path("memcached.result").asString().equals("hit"))) {
        return true;
      }
    }
    return false;
  }

  /** The one line of a request that has its status and duration. */
  private static JsonNode requestLine(JsonNode trace) {
    List<JsonNode> lines = requestLines(trace);
    assertThat(lines).as("request lines among %s", trace.path("logs")).hasSize(1);
    return lines.get(0);
  }

  private static List<JsonNode> requestLines(JsonNode trace) {
    return stream(trace.path("logs"))
        .map(log -> LocalAgentProcess.parse(log.path("raw").asString()))
        .filter(line -> line.has("status") && line.has("duration") && line.has("path"))
        .toList();
  }

  @Test
  @Order(4)
  void aJobOfTheWorkerIsATraceLinkedToTheRequestThatPutItOff() throws Exception {
    String id = "request-of-the-pawl-00001";
    HttpRequest create =
        HttpRequest.newBuilder(router.address("/widgets.json"))
            .header("X-Request-Id", id)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"Pawl\",\"description\":\"x\",\"stock\":1}"))
            .build();
    assertThat(client.send(create, BodyHandlers.ofString()).statusCode()).isEqualTo(201);

    JsonNode request = traceOf(id);
    String requestTrace = request.path("trace_id").asString();
    JsonNode jobs =
        agent.await("/api/traces?q=announce-widget", found -> !found.path("traces").isEmpty());
    String jobTrace = jobs.path("traces").get(0).path("trace_id").asString();
    JsonNode job = agent.json("/api/traces/" + jobTrace);
    boolean linked =
        stream(job.path("spans"))
            .flatMap(span -> stream(span.path("links")))
            .anyMatch(link -> link.path("trace_id").asString().equals(requestTrace));
    assertThat(linked).as("linked: %s", job).isTrue();
    JsonNode run = stream(job.path("spans")).findFirst().orElseThrow();
    assertThat(run.path("meta").path("dyno").asString()).isEqualTo("worker.1");
    assertThat(run.path("meta").path("dynotype").asString()).isEqualTo("worker");
    JsonNode lines =
        agent.await(
            "/api/traces/" + jobTrace,
            found -> {
              drain.flush();
              return found.path("logs").toString().contains("Announced a widget");
            });
    keep("job.txt", agent.text("/traces/" + jobTrace) + lines.path("logs").toPrettyString());
  }

  @Test
  @Order(5)
  void theJobsMetricsArriveWithWorkerAndQueue() throws Exception {
    // They need not come in one packet.
    JsonNode found =
        agent.await(
            "/api/metrics?q=jobs.",
            answer ->
                stream(answer.path("metrics"))
                    .map(metric -> metric.path("name").asString())
                    .toList()
                    .containsAll(List.of("jobs.count", "jobs.success", "jobs.perform")));
    assertThat(found.toString()).contains("worker:announce-widget").contains("queue:");
    keep("job-metrics.json", found.toPrettyString());
  }

  @Test
  @Order(6)
  void aRequestThatTheRouterGaveUpIsShownWithItsTrace() throws Exception {
    String id = "request-that-is-too-slow-1";
    try (HerokuRouter hasty = new HerokuRouter(router.web(), Duration.ofMillis(150), drain)) {
      HttpRequest request =
          HttpRequest.newBuilder(hasty.address("/widgets/slow")).header("X-Request-Id", id).build();
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(503);
    }

    JsonNode trace = traceOf(id);
    keep("router.json", trace.path("router").toPrettyString());
    assertThat(trace.path("router").path("code").asString()).isEqualTo("H12");
    assertThat(trace.path("router").path("status").asInt()).isEqualTo(503);
    assertThat(names(trace)).contains("servlet.request");
  }

  @Test
  @Order(7)
  void routerAndDynoLinesBecomeMetrics() throws Exception {
    drain.platform(
        "web.1",
        "source=web.1 dyno=heroku.1.2 sample#memory_rss=180.05MB sample#memory_quota=512.00MB");
    drain.platform("web.1", "source=web.1 dyno=heroku.1.2 sample#load_avg_1m=0.12");
    drain.flush();

    String metrics =
        agent
            .await("/api/metrics?q=heroku.", found -> found.toString().contains("heroku.cpu.1m"))
            .toString();

    assertThat(metrics)
        .contains("heroku.router.requests", "heroku.router.service")
        .contains("heroku.memory.rss", "heroku.cpu.1m")
        .contains("appname:my-widgets", "dyno:web.1", "dynotype:web", "http.status_code:200");
  }

  @Test
  @Order(8)
  void theStatusReadsAsTheAgentsDoes() throws Exception {
    // As docs/heroku.md has it, but for the port.
    Process curl =
        new ProcessBuilder(
                "/bin/bash", "-c", "curl -s localhost:8126/status".replace("8126", port()))
            .redirectErrorStream(true)
            .start();
    String status = new String(curl.getInputStream().readAllBytes());

    String shown = curl.waitFor() == 0 ? status : agent.text("/status");
    keep("status.txt", shown);
    assertThat(shown)
        .containsSubsequence(
            "APM Agent\n",
            "Status: Running\n",
            "Pid: ",
            "Uptime: ",
            "Mem alloc: ",
            "Hostname: ",
            "Receiver: 127.0.0.1:" + port(),
            "Endpoints:\n",
            "Receiver (previous minute)\n",
            "From java " + System.getProperty("java.version") + " (",
            "), client ",
            "Traces received: ",
            "Spans received: ",
            "Default priority sampling rate: 100.0%\n",
            "Priority sampling rate for 'service:widgets,env:production': ",
            "Writer (previous minute)\n",
            "Traces: ",
            "Stats: ");
  }

  private String port() {
    return Integer.toString(agent.port());
  }

  @Test
  @Order(9)
  void aDynoThatIsToldToEndSendsWhatItHas() throws Exception {
    String id = "request-just-before-the-end";
    assertThat(visit(id, "/widgets").statusCode()).isEqualTo(200);

    // 128 + SIGTERM, which is what Heroku shows as "Process exited with status 143".
    assertThat(web.stop()).isEqualTo(143);
    assertThat(worker.stop()).isEqualTo(143);

    assertThat(names(traceOf(id))).contains("servlet.request", "postgresql.query");
  }

  @Test
  @Order(10)
  void everyLineIsJsonButTheOneOfTheJvmAndNoneHasAPassword() throws Exception {
    drain.flush();
    for (DynoProcess process : List.of(release, web, worker)) {
      assertThat(process.out()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
      assertThat(process.err()).allMatch(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS: "));
      assertThat(String.join("\n", process.out())).doesNotContain(Addons.PASSWORD, "letmein");
    }
    for (String path : List.of("/api/traces", "/api/logs", "/api/metrics", "/status", "/traces")) {
      assertThat(agent.text(path)).doesNotContain(Addons.PASSWORD);
    }
    for (JsonNode trace : agent.json("/api/traces").path("traces")) {
      assertThat(agent.text("/api/traces/" + trace.path("trace_id").asString()))
          .doesNotContain(Addons.PASSWORD);
    }
  }

  /** The pictures of docs/heroku.md; those that show no more than local-agent.md's are its own. */
  @Test
  @Order(11)
  void thePageShowsItAllTogether() throws Exception {
    Path program = Chromium.find();
    assumeTrue(program != null, "skipped: no Chromium on the path");
    String slow = traceOf("request-that-is-too-slow-1").path("trace_id").asString();
    try (Chromium chromium = Chromium.start(program);
        Tab tab = chromium.open(1280, 680)) {
      tab.go(agent.address("/#/trace/" + slow).toString());
      tab.awaitText(".view", "H12");
      shoot(tab, "router");
      tab.evaluate("location.hash = '#/metrics?q=heroku.'");
      tab.awaitText(".card", "heroku.router.service");
      tab.awaitText(".card", "heroku.memory.rss");
      shoot(tab, "metrics");
      tab.evaluate("location.hash = '#/metrics?q=jobs.'");
      tab.awaitText(".card", "jobs.success");
      shoot(tab, "jobs");
      assertThat(tab.complaints()).as("of the browser").isEmpty();
    }
  }

  private static void shoot(Tab tab, String name) {
    Path file = SCREENSHOTS.resolve("heroku-" + name + ".png");
    tab.screenshot(file);
    SmallPng.shrink(file);
  }
}
