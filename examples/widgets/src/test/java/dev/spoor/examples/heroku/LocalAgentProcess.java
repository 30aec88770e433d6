package dev.spoor.examples.heroku;

import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar of local-agent in a process of its own, and what it says over its API. Close it. */
final class LocalAgentProcess implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long PATIENCE_MILLIS = 120_000;

  private final ForkedJvm process;
  private final HttpClient client;
  private final int port;
  private final int statsdPort;

  private LocalAgentProcess(ForkedJvm process, HttpClient client, int port, int statsdPort) {
    this.process = process;
    this.client = client;
    this.port = port;
    this.statsdPort = statsdPort;
  }

  static LocalAgentProcess start(HttpClient client) throws Exception {
    int port = FreePort.find();
    int statsdPort = freeDatagramPort();
    ForkedJvm process =
        ForkedJvm.ofJar(new File("../local-agent/target/local-agent.jar"))
            .options("-Xmx128m")
            .environment("DD_APM_RECEIVER_PORT", Integer.toString(port))
            .environment("DD_BIND_HOST", "127.0.0.1")
            .environment("DD_DOGSTATSD_PORT", Integer.toString(statsdPort))
            .start();
    LocalAgentProcess agent = new LocalAgentProcess(process, client, port, statsdPort);
    agent.awaitUp();
    return agent;
  }

  private static int freeDatagramPort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void awaitUp() throws InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (System.currentTimeMillis() < deadline) {
      try {
        text("/info");
        return;
      } catch (IOException notYet) {
        Thread.sleep(20);
      }
    }
    throw new AssertionError("local-agent does not answer");
  }

  int port() {
    return port;
  }

  int statsdPort() {
    return statsdPort;
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  String text(String path) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString())
        .body();
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return parse(text(path));
  }

  static JsonNode parse(String json) {
    return JSON.readTree(json);
  }

  /** Asks until the answer is as wanted; fails after two minutes with the last one. */
  JsonNode await(String path, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    JsonNode last;
    do {
      last = json(path);
      if (wanted.test(last)) {
        return last;
      }
      Thread.sleep(50);
    } while (System.currentTimeMillis() < deadline);
    throw new AssertionError(path + " does not come to what is wanted:\n" + last.toPrettyString());
  }

  @Override
  public void close() {
    process.close();
  }
}
