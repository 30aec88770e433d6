package dev.spoor.examples.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A server on this machine, asked politely: no redirects followed, no waiting for ever. */
final class Http {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final int port;

  Http(int port) {
    this.port = port;
  }

  int port() {
    return port;
  }

  String base() {
    return "http://127.0.0.1:" + port;
  }

  HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
    return send(request(path, accept).GET().build());
  }

  HttpResponse<String> send(Visit visit) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(visit.path(), visit.accept());
    if (visit.isPost()) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(BodyPublishers.ofString(visit.form()));
    }
    return send(request.build());
  }

  /** Whether it answers at all, with whatever status below 500. */
  boolean answers(String path) throws InterruptedException {
    try {
      return get(path, "*/*").statusCode() < 500;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpRequest.Builder request(String path, String accept) {
    return HttpRequest.newBuilder(URI.create(base() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(TIMEOUT)
        .header("Accept", accept);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }
}
