package dev.spoor.localagent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A client of local-agent. */
final class Http {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  Http(LocalAgent agent) {
    base = "http://127.0.0.1:" + agent.port();
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(HttpRequest.newBuilder().GET(), path, headers);
  }

  /** Sends traces or stats as a tracer for Java does. */
  HttpResponse<String> put(String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
            .header("Content-Type", "application/msgpack")
            .header("Datadog-Meta-Lang", "java")
            .header("Datadog-Meta-Lang-Version", "17.0.15")
            .header("Datadog-Meta-Lang-Interpreter", "OpenJDK 64-Bit Server VM")
            .header("Datadog-Meta-Tracer-Version", "0.1.0");
    return send(request, path, headers);
  }

  HttpResponse<String> send(HttpRequest.Builder request, String path, String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    request.uri(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(path + ": " + e, e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
