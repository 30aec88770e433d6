package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every HTTP server must do, each case once, seen from outside: requests over HTTP on one
 * side, what the Agent gets on the other. A server's test says how the server is started; the
 * application behind it has the paths of the servlet scenario's {@code Cases}.
 *
 * <p>Each request has a user agent of its own, by which its span is found.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpServerContract {
  static final String SERVER = "servlet.request";
  private final AtomicInteger names = new AtomicInteger();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  FakeAgent agent;
  ForkedJvm server;
  private int port;

  /** Starts the server, which prints {@code port <number>} when it is ready. */
  abstract ForkedJvm.Builder server(Path directory) throws IOException;

  abstract String component();

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    agent = FakeAgent.start();
    server =
        server(directory)
            .agent(AgentJar.real().toFile())
            .sendingTo(agent)
            .environment("DD_SERVICE", "cases")
            .environment("DD_TRACE_FLUSH_INTERVAL", "0.02")
            .start();
    String line = server.awaitOut(each -> each.startsWith("port "));
    port = Integer.parseInt(line.substring("port ".length()));
  }

  @AfterAll
  void stop() {
    server.say("end");
    int exit = server.awaitExit();
    server.close();
    agent.close();
    assertThat(server.err()).isEmpty();
    assertThat(exit).isZero();
    agent.assertNoViolations();
  }

  // ---- asking ----

  final String name() {
    return "test-" + names.incrementAndGet();
  }

  final HttpRequest.Builder to(String path, String name) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("User-Agent", name);
  }

  final HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(server.describe("the request failed: " + e), e);
    }
  }

  final DecodedSpan spanOf(String name) {
    return agent.awaitSpan(span -> name.equals(span.tag("http.useragent")));
  }

  /** Sends a request and returns its span. */
  final SpanAssert get(String path) {
    String name = name();
    send(to(path, name));
    return SpanAssert.assertThat(spanOf(name));
  }

  final List<DecodedSpan> childrenOf(DecodedSpan parent) {
    return agent.spansOf(parent.traceId()).stream()
        .filter(span -> span.parentId() == parent.spanId())
        .toList();
  }

  // ---- the cases ----

  @Test
  void aRequestIsTheRootOfATrace() {
    DecodedSpan span =
        get("/app/case/ok")
            .hasName(SERVER)
            .hasService("cases")
            .hasResource("GET /app/case/ok")
            .hasType("web")
            .hasTag("component", component())
            .hasTag("span.kind", "server")
            .hasTag("language", "jvm")
            .hasTag("http.method", "GET")
            .hasTag("http.url", "http://127.0.0.1:" + port + "/app/case/ok")
            .hasTag("http.hostname", "127.0.0.1")
            .hasTag("http.status_code", "200")
            .hasTag("peer.ipv4", "127.0.0.1")
            .hasMetric("peer.port")
            .hasNoError()
            .isRoot()
            .span();
    assertThat(childrenOf(span)).extracting(DecodedSpan::name).containsExactly("h2.query");
  }

  @Test
  void aCallerIsContinued() {
    String name = name();
    send(
        to("/app/case/ok", name)
            .header("x-datadog-trace-id", "1234567890")
            .header("x-datadog-parent-id", "987654321")
            .header("x-datadog-sampling-priority", "1"));
    DecodedSpan span = spanOf(name);
    assertThat(span.traceId()).isEqualTo(1234567890L);
    assertThat(span.parentId()).isEqualTo(987654321L);
  }

  @Test
  void aW3cCallerIsContinued() {
    String name = name();
    send(
        to("/app/case/ok", name)
            .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    DecodedSpan span = spanOf(name);
    assertThat(Long.toHexString(span.traceId())).isEqualTo("a3ce929d0e0e4736");
    assertThat(Long.toHexString(span.parentId())).isEqualTo("f067aa0ba902b7");
    assertThat(span.tag("_dd.p.tid")).isEqualTo("4bf92f3577b34da6");
  }

  @Test
  void headersThatMakeNoSenseBeginATrace() {
    String name = name();
    send(
        to("/app/case/ok", name)
            .header("x-datadog-trace-id", "nonsense")
            .header("x-datadog-parent-id", "-1")
            .header("traceparent", "00-xyz"));
    SpanAssert.assertThat(spanOf(name)).isRoot().hasTag("http.status_code", "200");
  }

  @Test
  void twoW3cParentsAreNone() {
    String name = name();
    send(
        to("/app/case/ok", name)
            .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b8-01"));
    SpanAssert.assertThat(spanOf(name)).isRoot();
  }

  @Test
  void ofSeveralBaggageHeadersTheLastOneCountsAlsoWithoutATrace() {
    String name = name();
    send(
        to("/app/case/ok", name)
            .header("baggage", "user.id=first,session.id=s")
            .header("baggage", "user.id=second"));
    SpanAssert.assertThat(spanOf(name))
        .isRoot()
        .hasTag("baggage.user.id", "second")
        .hasNoTag("baggage.session.id");
  }

  @Test
  void aCallersDecisionToDropIsKept() {
    String name = name();
    send(
        to("/app/case/ok", name)
            .header("x-datadog-trace-id", "77")
            .header("x-datadog-parent-id", "78")
            .header("x-datadog-sampling-priority", "-1"));
    SpanAssert.assertThat(spanOf(name)).hasMetric("_sampling_priority_v1", -1);
  }

  @Test
  void aFailureIsAnErrorWithoutException() {
    SpanAssert span = get("/app/case/fail").hasTag("http.status_code", "500");
    assertThat(span.span().isError()).isTrue();
    span.hasNoTag("error.type");
  }

  @Test
  void anExceptionIsOnTheSpan() throws Exception {
    String name = name();
    provoke("/app/case/throw", name);
    SpanAssert.assertThat(spanOf(name))
        .hasTag("http.status_code", "500")
        .hasError("java.lang.IllegalStateException")
        .hasTag("error.message", "boom")
        .hasTag("error.stack");
  }

  @Test
  void anExceptionAfterTheHeadersIsAFailureTooThoughTheClientSaw200() throws Exception {
    String name = name();
    try (Socket socket = connect()) {
      write(socket, "GET /app/case/late HTTP/1.1\r\nHost: h\r\nUser-Agent: " + name + "\r\n\r\n");
      socket.setSoTimeout(5000);
      assertThat(read(socket, "begun")).startsWith("HTTP/1.1 200");
      SpanAssert.assertThat(spanOf(name))
          .hasTag("http.status_code", "500")
          .hasError("java.lang.IllegalStateException")
          .hasTag("error.message", "too late");
    }
  }

  @Test
  void anUnknownPathIsNamedByItsStatus() {
    get("/app/nothing/17").hasResource("404").hasTag("http.status_code", "404").hasNoError();
    get("/elsewhere").hasResource("404").hasTag("http.status_code", "404");
    get("/app/case/notfound").hasResource("404").hasTag("http.status_code", "404");
  }

  @Test
  void aRedirectIsOneSpan() {
    String name = name();
    send(to("/app/case/redirect", name));
    SpanAssert.assertThat(spanOf(name)).hasTag("http.status_code", "302").hasNoError();
    assertThat(lineOf("/app/case/redirect")).contains("status=302", "location=");
  }

  @Test
  void secretsOfTheQueryAreRedacted() {
    DecodedSpan span = get("/app/case/ok?password=hunter2&x=1").span();
    assertThat(span.tag("http.query.string")).contains("x=1");
    assertThat(span.meta().toString()).doesNotContain("hunter2");
  }

  @Test
  void aFormStaysReadable() {
    String name = name();
    HttpRequest.Builder request =
        to("/app/case/form", name)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("name=ada"));
    assertThat(send(request).body()).isEqualTo("hello ada");
    SpanAssert.assertThat(spanOf(name)).hasResource("POST /app/case/form");
    assertThat(lineOf("/app/case/form")).contains("method=POST");
  }

  @Test
  void eachOfManyRequestsAtOnceHasItsOwnTrace() {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String name = name();
      sent.add(name);
      answers.add(client.sendAsync(to("/app/case/ok", name).build(), BodyHandlers.ofString()));
    }
    for (int i = 0; i < 50; i++) {
      assertThat(answers.get(i).join().statusCode()).isEqualTo(200);
      DecodedSpan span = spanOf(sent.get(i));
      assertThat(agent.spansOf(span.traceId())).hasSize(2);
      assertThat(childrenOf(span)).hasSize(1);
    }
  }

  @Test
  void pipelinedRequestsOnOneConnectionAreSpansOfTheirOwn() throws Exception {
    List<String> sent = List.of(name(), name(), name());
    try (Socket socket = connect()) {
      socket.setSoTimeout(5000);
      StringBuilder requests = new StringBuilder();
      for (String name : sent) {
        boolean last = name.equals(sent.get(2));
        requests.append("GET /app/case/ok HTTP/1.1\r\nHost: h\r\nUser-Agent: ").append(name);
        requests.append(last ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n");
      }
      write(socket, requests.toString());
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all.split("HTTP/1.1 200", -1)).hasSize(4);
    }
    assertThat(sent.stream().map(name -> spanOf(name).traceId()).distinct()).hasSize(3);
  }

  @Test
  void nothingIsLeftBehindOnTheThreads() {
    get("/app/case/ok");
    long before = roots("h2.query");
    server.say("work");
    server.awaitOut(line -> line.equals("done"));
    agent.awaitTrace(
        trace ->
            trace.spans().stream().anyMatch(s -> s.name().equals("h2.query") && s.parentId() == 0));
    agent.awaitQuiet(Duration.ofMillis(300));
    assertThat(roots("h2.query") - before).isEqualTo(4);
  }

  @Test
  void theLineTellsWhatTheSpanDoesNot() {
    String name = name();
    send(
        to("/app/case/ok?a=1&a=2&b=%C3%A4", name)
            .header("X-Request-Id", "0123456789-" + name)
            .header("X-Forwarded-For", "10.0.0.1, 203.0.113.7"));
    SpanAssert.assertThat(spanOf(name)).hasTag("http.request_id", "0123456789-" + name);
    assertThat(server.awaitOut(line -> line.contains("0123456789-" + name)))
        .contains(
            "method=GET",
            " path=/app/case/ok ",
            "status=200",
            "duration=",
            "client_ip=203.0.113.7",
            "b:ä;");
  }

  @Test
  void everyWayOutLeavesOneLine() {
    leavesOneLine("/app/case/ok", 200);
    leavesOneLine("/app/case/fail", 500);
    leavesOneLine("/app/case/notfound", 404);
    leavesOneLine("/app/case/redirect", 302);
    leavesOneLine("/app/nothing/18", 404);
    leavesOneLine("/elsewhere/18", 404);
  }

  @Test
  void theLineTellsWhatTheRequestTook() {
    get("/app/case/ok");
    String name = name();
    send(
        to("/app/case/ok", name)
            .header("X-Request-Id", "used-" + name)
            .header("X-Request-Start", Long.toString(System.currentTimeMillis() - 2_000)));
    assertThat(server.awaitOut(line -> line.contains("used-" + name)))
        .containsPattern("allocations=[1-9][0-9]+ ")
        .containsPattern("cpu=[0-9.]+ ")
        .containsPattern("queue=[0-9]{4,}[.][0-9]+ ")
        .contains("db_count=1 ");
  }

  // ---- more help ----

  /** A request with that answer, and exactly one line about it. */
  final void leavesOneLine(String path, int status) {
    String name = name();
    String id = "one-line-" + name;
    send(to(path, name).header("X-Request-Id", id));
    spanOf(name);
    assertThat(server.awaitOut(line -> line.contains(id))).contains(" status=" + status);
    assertThat(server.out()).filteredOn(line -> line.contains(id)).hasSize(1);
  }

  final long roots(String operation) {
    return agent.spans().stream()
        .filter(span -> span.name().equals(operation) && span.parentId() == 0)
        .count();
  }

  final String lineOf(String path) {
    return server.awaitOut(line -> line.contains(" path=" + path + " "));
  }

  /** Sends a request that may get no answer but a closed connection. */
  final void provoke(String path, String name) throws IOException {
    try (Socket socket = connect()) {
      write(
          socket,
          "GET "
              + path
              + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nUser-Agent: "
              + name
              + "\r\n\r\n");
      socket.getInputStream().readAllBytes();
    }
  }

  final Socket connect() throws IOException {
    return new Socket("127.0.0.1", port);
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Reads until that text has come. */
  static String read(Socket socket, String until) throws IOException {
    StringBuilder all = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (all.indexOf(until) < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      all.append((char) next);
    }
    return all.toString();
  }
}
