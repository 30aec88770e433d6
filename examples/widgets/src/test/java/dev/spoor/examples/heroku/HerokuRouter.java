package dev.spoor.examples.heroku;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Stands between clients and {@code web.1} as Heroku's router does: adds its headers, writes its
 * line to the drain, and gives up with H12 on an application that takes too long. Close it.
 */
final class HerokuRouter implements AutoCloseable {
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpClient client = HttpClient.newHttpClient();
  private final int web;
  private final Duration patience;
  private final LogDrain drain;

  /**
   * @param web where the application listens
   * @param patience Heroku's is 30 s
   */
  HerokuRouter(int web, Duration patience, LogDrain drain) throws IOException {
    this.web = web;
    this.patience = patience;
    this.drain = drain;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::route);
    server.setExecutor(threads);
    server.start();
  }

  /** Where the application behind it listens. */
  int web() {
    return web;
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void route(HttpExchange exchange) throws IOException {
    try (exchange) {
      String given = exchange.getRequestHeaders().getFirst("X-Request-Id");
      // The client's own is kept if it looks like one.
      boolean kept = given != null && given.matches("[A-Za-z0-9+/=-]{20,200}");
      String id = kept ? given : UUID.randomUUID().toString();
      long begin = System.nanoTime();
      try {
        HttpResponse<byte[]> answer =
            client.send(forwarded(exchange, id), BodyHandlers.ofByteArray());
        answer(exchange, answer);
        drain.router(
            line(
                exchange,
                id,
                "at=info",
                millisSince(begin),
                answer.statusCode(),
                answer.body().length));
      } catch (HttpTimeoutException e) {
        exchange.sendResponseHeaders(503, -1);
        drain.router(
            line(exchange, id, "at=error code=H12 desc=\"Request timeout\"", 30_000, 503, 0));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  private HttpRequest forwarded(HttpExchange exchange, String id) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web + exchange.getRequestURI()))
            .timeout(patience)
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (!HOP_BY_HOP.contains(lower) && !lower.equals("x-request-id")) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request
        .header("X-Request-Id", id)
        .header("X-Request-Start", String.valueOf(System.currentTimeMillis()))
        .header("X-Forwarded-For", "203.0.113.7")
        .header("X-Forwarded-Proto", "https")
        .header("X-Forwarded-Port", "443")
        .header("Via", "1.1 vegur")
        .build();
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!HOP_BY_HOP.contains(name)) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static String line(
      HttpExchange exchange, String id, String how, long service, int status, int bytes) {
    return how
        + " method="
        + exchange.getRequestMethod()
        + " path=\""
        + exchange.getRequestURI()
        + "\""
        + " host=my-widgets.example.com request_id="
        + id
        + " fwd=\"203.0.113.7\" dyno=web.1 connect=0ms service="
        + service
        + "ms"
        + " status="
        + status
        + " bytes="
        + bytes
        + " protocol=http1.1 tls=true tls_version=tls1.3";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
