package dev.spoor.examples.demo;

import dev.spoor.examples.browser.Chromium;
import dev.spoor.examples.browser.Tab;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo's two processes, and a browser that looks at local-agent's page. */
final class PageUnderTest implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Stage stage;
  private final Stage.Running agent;
  private final Stage.Running widgets;
  private final Chromium chromium;
  final Tab tab;

  private PageUnderTest(
      Stage stage, Stage.Running agent, Stage.Running widgets, Chromium chromium) {
    this.stage = stage;
    this.agent = agent;
    this.widgets = widgets;
    this.chromium = chromium;
    this.tab = chromium.open(1280, 800);
  }

  static PageUnderTest start(Path program) throws Exception {
    Stage stage =
        new Stage(
            Path.of("../..").toAbsolutePath().normalize(),
            new PrintStream(System.out, true, StandardCharsets.UTF_8));
    try {
      Stage.Running agent = stage.startLocalAgent();
      Stage.Running widgets = stage.startWidgets(agent.http());
      return new PageUnderTest(stage, agent, widgets, Chromium.start(program));
    } catch (IOException | DemoFailure | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  String url(String hash) {
    return agent.http().base() + "/" + hash;
  }

  /** Shows a view, from its start. */
  void open(String hash) {
    tab.go(url(""));
    tab.evaluate("location.hash = '" + hash + "'");
    tab.await("location.hash === '" + hash + "' && document.querySelector('.view')");
  }

  /** Asks widgets for a page, with that id as a router gives it. */
  int visit(String path, String requestId) throws IOException, InterruptedException {
    URI uri = URI.create(widgets.http().base() + path);
    HttpRequest request = HttpRequest.newBuilder(uri).header("X-Request-Id", requestId).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** The trace of the request that was given that id, once it is here. */
  JsonNode trace(String requestId) throws IOException, InterruptedException {
    long end = System.nanoTime() + 30_000_000_000L;
    while (true) {
      JsonNode found = get("/api/traces?q=http.request_id:" + requestId).get("traces");
      if (found.size() > 0) {
        return get("/api/traces/" + found.get(0).get("trace_id").asString());
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("no trace of request " + requestId);
      }
      get("/api/live?rev=" + get("/api/traces").get("rev").asLong());
    }
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(agent.http().base() + path)).build();
    return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** Delivers a router's line as a drain does. */
  void router(String pairs) throws IOException, InterruptedException {
    String line = "<158>1 " + Instant.now() + " host heroku router - " + pairs + "\n";
    byte[] message = line.getBytes(StandardCharsets.UTF_8);
    byte[] length = (message.length + " ").getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    agent.http().base() + "/api/v2/logs?ddsource=heroku&service=widgets&host=shop"))
            .header("Content-Type", "application/logplex-1")
            .POST(
                HttpRequest.BodyPublishers.concat(
                    HttpRequest.BodyPublishers.ofByteArray(length),
                    HttpRequest.BodyPublishers.ofByteArray(message)))
            .build();
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 202) {
      throw new AssertionError("the drain was answered " + status);
    }
  }

  /** Sends a line of DogStatsD. */
  void metric(String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(
              bytes,
              bytes.length,
              new InetSocketAddress(InetAddress.getByName("127.0.0.1"), stage.statsdPort())));
    }
  }

  @Override
  public void close() {
    tab.close();
    chromium.close();
    stage.close();
  }
}
