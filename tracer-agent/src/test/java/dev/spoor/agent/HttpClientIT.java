package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.FreePort;
import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The JDK's HTTP clients under the real agent: a service that makes a request for each that it
 * gets, seen from the side that called it, from the one that it calls, and from the Agent.
 */
@ParameterizedClass(name = "on {0}")
@MethodSource("jdks")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpClientIT {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir static Path temporary;

  @Parameter Path jdk;

  private FakeAgent agent;
  private HeaderRecorder remote;
  private HeaderRecorder secure;
  private ForkedJvm service;
  private ForkedJvm back;
  private int port;
  private String classPath;

  /** Those that can run what this one compiles. */
  static List<Path> jdks() throws IOException {
    List<Path> result = new ArrayList<>();
    for (Path each : Fork.jdks()) {
      if (Fork.feature(each) >= Runtime.version().feature()) {
        result.add(each);
      }
    }
    return result;
  }

  @BeforeParameterizedClassInvocation
  void start() throws Exception {
    Path directory = Files.createTempDirectory(temporary, "jdk");
    agent = FakeAgent.start();
    remote = HeaderRecorder.plain();
    secure = HeaderRecorder.secure(directory);
    classPath =
        new ScenarioApp(directory)
            .sources("httpclient/ClientMain", "httpclient/ClientCases")
            .sources("httpclient/ConnectionCases")
            .build();
    service = service("front");
    back = service("back");
    port = portOf(service);
  }

  private ForkedJvm service(String name) {
    return ForkedJvm.ofMain("dev.spoor.agent.scenario.httpclient.ClientMain")
        .javaHome(jdk.toFile())
        .classPath(classPath)
        .agent(AgentJar.real().toFile())
        .sendingTo(agent)
        .environment("DD_SERVICE", name)
        .environment("DD_TRACE_FLUSH_INTERVAL", "0.05")
        .start();
  }

  private static int portOf(ForkedJvm service) {
    String line = service.awaitOut(each -> each.startsWith("port "));
    return Integer.parseInt(line.substring("port ".length()));
  }

  @AfterParameterizedClassInvocation
  void stop() throws IOException {
    remote.close();
    secure.close();
    end(service);
    end(back);
    agent.close();
    agent.assertNoViolations();
  }

  private static void end(ForkedJvm service) throws IOException {
    service.process().getOutputStream().close();
    int exit = service.awaitExit();
    service.close();
    assertThat(service.err()).isEmpty();
    assertThat(exit).isZero();
  }

  // ---- asking ----

  /** What the service answered, and the spans of the request. */
  private record Call(String answer, DecodedSpan server, List<DecodedSpan> children) {
    SpanAssert client() {
      assertThat(children).hasSize(1);
      return SpanAssert.assertThat(children.get(0));
    }
  }

  private String ask(String name, String target, String id, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + port
                        + "/"
                        + name
                        + "?"
                        + URLEncoder.encode(target, StandardCharsets.UTF_8)))
            .header("User-Agent", id);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(service.describe("the request failed: " + e), e);
    }
  }

  private DecodedSpan serverOf(String id) {
    return agent.awaitSpan(span -> id.equals(span.tag("http.useragent")));
  }

  private List<DecodedSpan> childrenOf(DecodedSpan server) {
    return agent.spansOf(server.traceId()).stream()
        .filter(span -> span.parentId() == server.spanId())
        .sorted(Comparator.comparingLong(DecodedSpan::start))
        .toList();
  }

  /** Has the service make a request, and waits for its spans. */
  private Call call(String name, String target, String... headers) {
    String id = "test-" + NAMES.incrementAndGet();
    String answer = ask(name, target, id, headers);
    DecodedSpan server = serverOf(id);
    return new Call(answer, server, childrenOf(server));
  }

  /** The headers of the only request to a path. */
  private static Headers only(HeaderRecorder recorder, String path) {
    assertThat(recorder.requestsTo(path)).hasSize(1);
    return recorder.requestsTo(path).get(0);
  }

  private static void assertCarries(Headers headers, DecodedSpan span) {
    assertThat(headers.get("x-datadog-trace-id"))
        .containsExactly(Long.toUnsignedString(span.traceId()));
    assertThat(headers.get("x-datadog-parent-id"))
        .containsExactly(Long.toUnsignedString(span.spanId()));
    assertThat(headers.getFirst("x-datadog-tags")).contains("_dd.p.tid=");
    assertThat(headers.get("traceparent")).hasSize(1);
    assertThat(headers.getFirst("traceparent"))
        .endsWith(String.format("%016x-%016x-01", span.traceId(), span.spanId()));
    assertThat(headers.getFirst("tracestate")).startsWith("dd=");
  }

  private static String closedPort() throws IOException {
    return "http://127.0.0.1:" + FreePort.find();
  }

  // ---- both clients ----

  @ParameterizedTest
  @ValueSource(strings = {"send", "async", "post", "url", "urlStream", "urlConnect", "urlPost"})
  void aRequestIsASpanAndCarriesIt(String name) {
    String path = "/ok/" + name;
    Call call = call(name, remote.url(path));

    assertThat(call.answer()).isEqualTo("ok");
    String method = name.endsWith("ost") ? "POST" : "GET";
    DecodedSpan span =
        call.client()
            .hasName("http.request")
            .hasService("front")
            .hasType("http")
            .hasResource(method + " " + path)
            .hasTag(
                "component", name.startsWith("url") ? "http-url-connection" : "java-http-client")
            .hasTag("span.kind", "client")
            .hasTag("http.method", method)
            .hasTag("http.url", remote.url(path))
            .hasTag("http.status_code", "200")
            .hasTag("peer.hostname", "127.0.0.1")
            .hasMetric("peer.port", remote.port())
            .hasMetric("_dd.measured", 1)
            .isWithin(call.server())
            .hasNoError()
            .span();
    assertCarries(only(remote, path), span);
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "url"})
  void statusesOf400And500(String name) {
    String path = "/status/404/" + name;
    Call call = call(name, remote.url(path));
    SpanAssert span = call.client().hasTag("http.status_code", "404").hasNoTag("error.message");
    assertThat(span.span().isError()).isTrue();
    assertCarries(only(remote, path), span.span());

    call(name, remote.url("/status/500/" + name))
        .client()
        .hasTag("http.status_code", "500")
        .hasNoError();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"send", "async", "url", "urlStatus", "urlPost", "urlUpload", "urlConnect"})
  void aConnectionThatIsRefusedIsAnError(String name) throws Exception {
    Call call = call(name, closedPort() + "/x");
    call.client()
        .hasError("java.net.ConnectException")
        .hasNoTag("http.status_code")
        .hasResource(name.equals("urlPost") || name.equals("urlUpload") ? "POST /x" : "GET /x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "async", "url", "urlPost"})
  void aRedirectIsPartOfItsRequest(String name) {
    Call call = call(name, remote.url("/redirect/ok/to/" + name));

    DecodedSpan span =
        call.client()
            .hasTag("http.status_code", "200")
            .hasTag("http.url", remote.url("/redirect/ok/to/" + name))
            .span();
    assertCarries(only(remote, "/redirect/ok/to/" + name), span);
    assertCarries(only(remote, "/ok/to/" + name), span);
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "url"})
  void secretsOfTheUrlStayInside(String name) {
    String url = remote.url("/ok/secret/" + name) + "?token=hush&page=2";
    Call call = call(name, url.replace("://", "://ada:hush@"));
    DecodedSpan span = call.client().hasTag("http.query.string", "<redacted>&page=2").span();
    assertThat(span.toString()).contains("page=2").doesNotContain("hush", "ada");
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "url"})
  void exceptionsDoNotTellTheUrl(String name) {
    Call call = call(name, remote.url("/status/404/tell/" + name) + "?token=hush");
    assertThat(call.client().span().toString()).doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"own", "urlOwn"})
  void headersOfTheApplicationStayButForTheTraces(String name) {
    Call call = call(name, remote.url("/ok/" + name));
    Headers headers = only(remote, "/ok/" + name);
    assertCarries(headers, call.client().span());
    assertThat(headers.get("x-own")).containsExactly("kept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tracer", "urlTracer"})
  void requestsOfATracerAreLeftAlone(String name) {
    Call call = call(name, remote.url("/ok/" + name));
    assertThat(call.answer()).isEqualTo("ok");
    assertThat(call.children()).isEmpty();
    assertThat(only(remote, "/ok/" + name))
        .doesNotContainKeys("X-datadog-trace-id", "Traceparent", "X-datadog-tags");
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "url"})
  void aTraceThatIsNotSampledStaysSo(String name) {
    ask(
        name,
        remote.url("/ok/unsampled/" + name),
        "test-" + NAMES.incrementAndGet(),
        "x-datadog-trace-id",
        "123",
        "x-datadog-parent-id",
        "456",
        "x-datadog-sampling-priority",
        "-1");
    Headers headers = only(remote, "/ok/unsampled/" + name);
    assertThat(headers.get("x-datadog-trace-id")).containsExactly("123");
    assertThat(headers.get("x-datadog-sampling-priority")).containsExactly("-1");
    assertThat(headers.getFirst("traceparent")).endsWith("-00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "async", "url"})
  void twoServicesAreOneTrace(String name) {
    Call call = call(name, "http://127.0.0.1:" + portOf(back) + "/hello");
    assertThat(call.answer()).isEqualTo("hello");

    DecodedSpan client = call.client().hasService("front").span();
    DecodedSpan server =
        agent.awaitSpan(
            span -> span.traceId() == client.traceId() && span.service().equals("back"));
    SpanAssert.assertThat(server).hasName("servlet.request").isChildOf(client).isTopLevel();
  }

  // ---- java.net.http ----

  @Test
  void theApplicationsRequestNeverChanges() {
    assertThat(call("same", remote.url("/ok/same")).answer()).isEqualTo("{}");
  }

  @Test
  void aTimeoutIsAnError() {
    call("timeout", remote.url("/hang")).client().hasError("java.net.http.HttpTimeoutException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused", "refusedAsync"})
  void whatTheClientRefusesIsAnError(String name) {
    Call call = call(name, remote.url("/ok/" + name));
    assertThat(call.answer()).isEqualTo("java.lang.IllegalArgumentException");
    call.client().hasError("java.lang.IllegalArgumentException").hasResource("CONNECT /ok/" + name);
  }

  @Test
  void anAsynchronousRequestEndsBeforeWhatHangsOnIt() {
    Call call = call("asyncThen", remote.url("/ok/then"));
    assertThat(call.answer()).isEqualTo("okok");
    assertThat(remote.requestsTo("/ok/then")).hasSize(2);
    List<DecodedSpan> spans =
        agent.spansOf(call.server().traceId()).stream()
            .filter(span -> span.name().equals("http.request"))
            .sorted(Comparator.comparingLong(DecodedSpan::start))
            .toList();
    assertThat(spans.get(0).start() + spans.get(0).duration())
        .isLessThanOrEqualTo(
            spans.size() > 1
                ? spans.get(1).start()
                : call.server().start() + call.server().duration());
  }

  @Test
  void anAsynchronousFailureReachesTheApplicationAsItIs() throws Exception {
    Call call = call("asyncFails", closedPort());
    assertThat(call.answer()).isEqualTo("CompletionException ConnectException");
    call.client().hasError("java.net.ConnectException").hasResource("GET /");
  }

  @Test
  void aRequestCanBeCancelled() {
    String id = "test-" + NAMES.incrementAndGet();
    assertThat(ask("cancel", remote.url("/hang/cancel"), id)).isEqualTo("true true");
    DecodedSpan server = serverOf(id);
    DecodedSpan client =
        agent.awaitSpan(
            span -> span.traceId() == server.traceId() && span.name().equals("http.request"));
    assertThat(client.isError()).isTrue();
  }

  // ---- HttpURLConnection ----

  @Test
  void askingForTheStatusTwiceIsOneSpan() {
    Call call = call("urlStatus", remote.url("/status/302/nowhere"));
    assertThat(call.answer()).isEqualTo("302 302");
    call.client().hasTag("http.status_code", "302").hasNoError();
  }

  @Test
  void theBodyOfAnErrorStaysReadable() {
    Call call = call("urlError", remote.url("/status/503/body"));
    assertThat(call.answer()).isEqualTo("503ok");
    call.client().hasTag("http.status_code", "503").hasNoError();
  }

  @Test
  void anUploadCarriesItsSpan() {
    Call call = call("urlUpload", remote.url("/ok/upload"));
    assertThat(call.answer()).isEqualTo("ok");
    DecodedSpan span = call.client().hasResource("POST /ok/upload").span();
    assertCarries(only(remote, "/ok/upload"), span);
  }

  @ParameterizedTest
  @ValueSource(strings = {"urlOnlyConnect", "urlUnread"})
  void aConnectionThatNobodyReadsHoldsNothingUp(String name) {
    Call call = call(name, remote.url("/ok/" + name));
    assertThat(call.children()).isEmpty();
  }

  @Test
  void httpsIsOneSpanToo() {
    Call call = call("urlTls", secure.url("/ok/tls"));
    assertThat(call.answer()).isEqualTo("ok");
    DecodedSpan span = call.client().hasTag("http.url", secure.url("/ok/tls")).span();
    assertCarries(only(secure, "/ok/tls"), span);
  }

  @Test
  void aHandshakeThatFailsIsAnError() {
    Call call = call("urlConnect", secure.url("/ok/distrusted"));
    call.client().hasError("javax.net.ssl.SSLHandshakeException").hasNoTag("http.status_code");
  }
}
