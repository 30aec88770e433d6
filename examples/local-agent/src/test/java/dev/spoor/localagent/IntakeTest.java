package dev.spoor.localagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Log lines, router lines and metrics, by every way that they may come. */
class IntakeTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TRACE = "6553f100000000000000000000000007";

  @TempDir private Path folder;
  private LocalAgent agent;
  private Http http;

  @BeforeEach
  void start() throws Exception {
    List<String> files = List.of(folder.resolve("app.log").toString());
    agent = TestAgent.start(files, new Settings.Limits(100, 1 << 24, 50, 1 << 20, 20));
    http = new Http(agent);
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  private int post(String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return http.send(request, path, headers).statusCode();
  }

  private int post(String path, String body) {
    return post(path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
  }

  private JsonNode get(String path) {
    HttpResponse<String> reply = http.get(path);
    assertThat(reply.statusCode()).as(path).isEqualTo(200);
    return JSON.readTree(reply.body());
  }

  /** Asks again whenever something has changed, until the answer is as wanted. */
  private JsonNode await(String path, Predicate<JsonNode> wanted) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    JsonNode answer = get(path);
    for (long seen = 0; !wanted.test(answer); answer = get(path)) {
      assertThat(System.nanoTime()).as("%s has %s", path, answer).isLessThan(end);
      seen = get("/api/live?rev=" + seen).get("rev").asLong();
    }
    return answer;
  }

  private JsonNode newestLine() {
    JsonNode lines = get("/api/logs").get("logs");
    return lines.get(lines.size() - 1);
  }

  @Test
  void jsonLinesAreTakenAsTheIntakeTakesThem() {
    String line =
        "{\"@timestamp\":\"2026-11-22T10:28:51.5Z\",\"message\":\"hi\",\"level\":\"WARN\","
            + "\"logger_name\":\"a.B\",\"dd\":{\"trace_id\":\""
            + TRACE
            + "\",\"span_id\":\"12\",\"service\":\"shop\"},\"ddsource\":[\"java\"]}";
    assertThat(post("/api/v2/logs", line)).isEqualTo(202);
    JsonNode kept = newestLine();
    assertThat(kept.get("time").asLong()).isEqualTo(1_795_343_331_500L);
    assertThat(kept.get("level").asString()).isEqualTo("warn");
    assertThat(kept.get("service").asString()).isEqualTo("shop");
    assertThat(kept.get("source").asString()).isEqualTo("java");
    assertThat(kept.get("logger").asString()).isEqualTo("a.B");
    assertThat(kept.get("trace_id").asString()).isEqualTo(TRACE);
    assertThat(kept.get("span_id").asString()).isEqualTo("000000000000000c");
    assertThat(JSON.readTree(kept.get("raw").asString())).isEqualTo(JSON.readTree(line));
    assertThat(post("/api/v2/logs", "[" + line + "," + line + "]")).isEqualTo(202);
    assertThat(post("/api/v2/logs", line + "\n" + line)).isEqualTo(202);
    assertThat(get("/api/logs").get("logs")).hasSize(5);
  }

  @Test
  void otherShapesAreUnderstoodToo() {
    post("/api/v2/logs?service=s&ddsource=x", "{\"message\":\"{\\\"msg\\\":\\\"in\\\"}\"}");
    assertThat(newestLine().get("message").asString()).isEqualTo("in");
    assertThat(newestLine().get("service").asString()).isEqualTo("s");
    assertThat(newestLine().get("source").asString()).isEqualTo("x");
    post(
        "/api/v2/logs",
        "{\"dd.trace_id\":\"7\",\"method\":\"GET\",\"path\":\"/w\",\"status\":500}");
    assertThat(newestLine().get("message").asString()).isEqualTo("[500] GET /w");
    assertThat(newestLine().get("level").asString()).isEqualTo("error");
    assertThat(newestLine().get("trace_id").asString()).isEqualTo("0000000000000007");
    post("/api/v2/logs", "12:00 ERROR dd.trace_id=" + TRACE + " dd.span_id=5 it broke");
    assertThat(newestLine().get("level").asString()).isEqualTo("error");
    assertThat(newestLine().get("trace_id").asString()).isEqualTo(TRACE);
  }

  @Test
  void whatIsNoLogIsRefused() throws Exception {
    assertThat(post("/api/v2/logs", "{\"a\":")).isEqualTo(400);
    assertThat(post("/api/v2/logs", "[1]")).isEqualTo(400);
    assertThat(post("/api/v2/logs", "[null]")).isEqualTo(400);
    assertThat(post("/api/v2/logs", "[" + "{},".repeat(1_000) + "{}]")).isEqualTo(413);
    assertThat(post("/api/v2/logs", new byte[6_000_000])).isEqualTo(413);
    assertThat(post("/api/v2/logs", new byte[] {1, 2}, "Content-Encoding", "gzip")).isEqualTo(400);
    assertThat(post("/api/v2/logs", gzip("x".repeat(6_000_000)), "Content-Encoding", "gzip"))
        .isEqualTo(400);
    assertThat(post("/api/v2/logs", new byte[] {1}, "Content-Type", "application/logplex-1"))
        .isEqualTo(400);
    assertThat(get("/api/logs").get("logs")).isEmpty();
    assertThat(post("/api/v2/logs", gzip("{\"message\":\"packed\"}"), "Content-Encoding", "gzip"))
        .isEqualTo(202);
    assertThat(newestLine().get("message").asString()).isEqualTo("packed");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void linesAreBoundedAndWhatWentIsCounted() {
    for (int i = 0; i < 60; i++) {
      post("/api/v2/logs", "{\"message\":\"m" + i + "\",\"dd.trace_id\":\"9\"}");
    }
    assertThat(get("/api/logs").get("logs")).hasSize(50);
    assertThat(get("/api/logs").at("/logs/0/message").asString()).isEqualTo("m10");
    assertThat(get("/api/status").at("/logs/dropped").asInt()).isEqualTo(10);
    post("/api/v2/logs", "{\"message\":\"" + "x".repeat(250_000) + "\"}");
    post("/api/v2/logs", "{\"message\":\"" + "y".repeat(250_000) + "\"}");
    assertThat(get("/api/status").at("/logs/bytes").asLong()).isLessThan(1 << 20);
  }

  @Test
  void linesOfATraceStandBesideIt() {
    http.put("/v0.4/traces", Payloads.span(7, "shop", "GET /", "t"));
    long seen = get("/api/traces").get("rev").asLong();
    post("/api/v2/logs", "{\"message\":\"a\",\"dd.trace_id\":\"7\"}");
    post("/api/v2/logs", "{\"message\":\"b\",\"dd.trace_id\":\"8\"}");
    JsonNode changed = get("/api/traces?since=" + seen).get("traces");
    assertThat(changed).hasSize(1);
    assertThat(changed.at("/0/log_count").asInt()).isEqualTo(1);
    assertThat(get("/api/traces/7").at("/logs/0/message").asString()).isEqualTo("a");
    JsonNode trace = get("/api/traces/7");
    assertThat(trace.get("logs")).hasSize(1);
    String again = "/api/traces/7?since=" + trace.get("rev").asLong();
    assertThat(get(again).get("unchanged").asBoolean()).isTrue();
    post("/api/v2/logs", "{\"message\":\"c\",\"dd.trace_id\":\"7\"}");
    assertThat(get(again).get("logs")).hasSize(2);
  }

  @Test
  void linesAreFiltered() {
    post(
        "/api/v2/logs",
        "[{\"message\":\"Ab\",\"level\":\"info\",\"service\":\"x\"},"
            + "{\"message\":\"c\",\"level\":\"error\",\"service\":\"y\",\"deep\":{\"in\":\"needle\"}}]");
    assertThat(get("/api/logs?q=aB").get("logs")).hasSize(1);
    assertThat(get("/api/logs?q=NEEDLE").get("logs")).hasSize(1);
    assertThat(get("/api/logs?level=warn").at("/logs/0/message").asString()).isEqualTo("c");
    assertThat(get("/api/logs?service=x").at("/logs/0/message").asString()).isEqualTo("Ab");
    assertThat(get("/api/logs").get("services")).hasSize(2);
  }

  @Test
  void aFileIsFollowedFromWhenItIsThereAndAfterItWasReplaced() throws Exception {
    Path log = folder.resolve("app.log");
    Files.writeString(log, "{\"message\":\"one\"}\n{\"mess");
    await("/api/logs", logs -> logs.get("logs").size() == 1);
    Files.writeString(log, "age\":\"two\"}\n", StandardOpenOption.APPEND);
    await("/api/logs", logs -> logs.at("/logs/1/message").asString().equals("two"));
    Files.writeString(log, "three\n");
    await("/api/logs", logs -> logs.at("/logs/2/message").asString().equals("three"));
    assertThat(newestLine().get("source").asString()).isEqualTo("app.log");
  }

  @Test
  void routerLinesAreJoinedToTracesByTheRequestsId() {
    String line =
        "<158>1 2026-11-22T10:28:48.000001+00:00 host heroku router - at=error code=H12"
            + " desc=\"Request timeout\" method=POST path=\"/widgets\" request_id=req-1 dyno=web.1"
            + " connect=0ms service=30000ms status=503 bytes=0";
    byte[] body = (line.length() + " " + line).getBytes(StandardCharsets.UTF_8);
    String[] logplex = {"Content-Type", "application/logplex-1", "Logplex-Frame-Id", "f1"};
    String drain = "/api/v2/logs?ddsource=heroku&service=shop&host=demo.web.1";
    assertThat(post(drain, body, logplex)).isEqualTo(202);
    assertThat(post(drain, body, logplex)).as("a retry").isEqualTo(202);
    JsonNode alone = get("/api/traces");
    assertThat(alone.get("traces")).isEmpty();
    assertThat(alone.get("routers")).hasSize(1);
    assertThat(alone.at("/routers/0/code").asString()).isEqualTo("H12");
    http.put("/v0.4/traces", Payloads.tagged(7, "shop", "GET /", "http.request_id", "req-1"));
    JsonNode joined = get("/api/traces");
    assertThat(joined.get("routers")).isEmpty();
    assertThat(joined.at("/traces/0/router/code").asString()).isEqualTo("H12");
    assertThat(get("/api/traces/7").at("/router/service").asInt()).isEqualTo(30_000);
    assertThat(get("/api/logs?q=req-1").at("/logs/0/trace_id").asString())
        .isEqualTo(get("/api/traces/7").get("trace_id").asString());
    JsonNode metric = get("/api/metrics?q=heroku.router.errors").at("/metrics/0/series/0");
    assertThat(metric.get("tags").valueStream().map(JsonNode::asString))
        .containsExactly(
            "appname:demo", "dyno:web.1", "dynotype:web", "http.status_code:503", "code:H12");
    assertThat(get("/api/metrics?q=router.errors").at("/metrics/0/series/0/last").asInt())
        .isEqualTo(1);
  }

  @Test
  void dogStatsDComesByUdpAndHttp() throws Exception {
    assertThat(get("/info").at("/config/statsd_port").asInt()).isEqualTo(agent.statsdPort());
    byte[] datagram = "a.b:1|c|#x:y\na.b:2|c|#x:y\n?\n_e{1,2}:t|xy|t:error\n".getBytes();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(
              datagram,
              datagram.length,
              new InetSocketAddress(InetAddress.getByName("localhost"), agent.statsdPort())));
    }
    await("/api/status", status -> status.at("/logs/count").asInt() == 1);
    assertThat(get("/api/status").at("/metrics/received").asInt()).isEqualTo(2);
    assertThat(get("/api/status").at("/metrics/refused").asInt()).isEqualTo(1);
    assertThat(newestLine().get("message").asString()).isEqualTo("t: xy");
    assertThat(post("/dogstatsd/v2/proxy", "a.b:4|c|#x:y".getBytes())).isEqualTo(200);
    post("/dogstatsd/v2/proxy", ("a.b:4|c|#" + "x".repeat(5_000)).getBytes());
    assertThat(get("/api/status").at("/metrics/refused").asInt()).isEqualTo(2);
    JsonNode values = get("/api/metrics").at("/metrics/0/series/0/values");
    assertThat(IntStream.range(0, values.size()).mapToDouble(i -> values.get(i).asDouble(0)).sum())
        .isEqualTo(7);
  }
}
