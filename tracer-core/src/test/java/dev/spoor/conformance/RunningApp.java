package dev.spoor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.Spoor;
import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.testing.FakeAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The conformance app in this process, with settings of its own and a fake Agent, for tests that
 * drive it as an outside suite does.
 */
final class RunningApp implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final FakeAgent agent = FakeAgent.start();
  private final ConformanceApp app;

  /** Starts tracing with these settings: names and values by turns. */
  RunningApp(String... settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DD_TRACE_AGENT_URL", agent.url());
    environment.put("DD_SERVICE", "own");
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    try {
      Spoor.start(Config.resolve(Sources.of(environment)));
      app = ConformanceApp.serve(0, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FakeAgent agent() {
    return agent;
  }

  int port() {
    return app.port();
  }

  Map<?, ?> post(String path, Object... fields) {
    return call(port(), "POST", path, fields);
  }

  Map<?, ?> get(String path, Object... fields) {
    return call(port(), "GET", path, fields);
  }

  /** Calls an app anywhere; the answer must be a success. Fields: names and values by turns. */
  static Map<?, ?> call(int port, String method, String path, Object... fields) {
    HttpResponse<byte[]> answer = exchange(port, method, path, fields);
    assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(200);
    return (Map<?, ?>) Json.read(answer.body());
  }

  static HttpResponse<byte[]> exchange(int port, String method, String path, Object... fields) {
    Map<String, Object> body = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      body.put((String) fields[i], fields[i + 1]);
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
            .build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Starts a span and returns its id. */
  Object start(String name, Object... more) {
    List<Object> fields = new ArrayList<>(List.of("name", name));
    fields.addAll(Arrays.asList(more));
    Object id = post("/trace/span/start", fields.toArray()).get("span_id");
    assertThat(id).isNotEqualTo(0L);
    return id;
  }

  void finish(Object spanId) {
    post("/trace/span/finish", "span_id", spanId);
  }

  /** The headers that a span sends, by name. */
  Map<String, String> inject(Object spanId) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Object pair :
        (List<?>) post("/trace/span/inject_headers", "span_id", spanId).get("http_headers")) {
      List<?> header = (List<?>) pair;
      headers.put((String) header.get(0), (String) header.get(1));
    }
    return headers;
  }

  /** The parent id that comes out of headers: names and values by turns. */
  Object extract(String... headers) {
    List<List<String>> pairs = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      pairs.add(List.of(headers[i], headers[i + 1]));
    }
    return post("/trace/span/extract_headers", "http_headers", pairs).get("span_id");
  }

  /** Sends what has finished and waits for it. */
  void flush() {
    post("/trace/span/flush");
  }

  @Override
  public void close() {
    app.close();
    Spoor.stop();
    agent.close();
  }
}
