package dev.spoor.agent.scenario.httpclient;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Requests through {@code java.net.http}. */
final class ClientCases {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  private ClientCases() {}

  static String call(String name, URI target) throws Exception {
    HttpRequest.Builder builder = HttpRequest.newBuilder(target);
    return switch (name) {
      case "send" -> send(builder.build());
      case "post" -> send(builder.POST(BodyPublishers.ofString("body")).build());
      case "own" -> send(builder.header("X-Datadog-Trace-Id", "7").header("x-own", "kept").build());
      case "tracer" -> send(builder.header("datadog-meta-lang", "java").build());
      case "same" -> sameRequest(builder.build());
      case "timeout" -> send(builder.timeout(Duration.ofMillis(100)).build());
      case "refused" -> send(new Connect(target));
      case "refusedAsync" -> sendAsync(new Connect(target)).join().body();
      case "async" -> sendAsync(builder.build()).join().body();
      case "asyncThen" -> asyncThen(builder.build());
      case "asyncFails" -> asyncFails(builder.build());
      case "cancel" -> cancel(builder.build());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String send(HttpRequest request) throws Exception {
    return CLIENT.send(request, BodyHandlers.ofString()).body();
  }

  private static CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return CLIENT.sendAsync(request, BodyHandlers.ofString());
  }

  /** The headers of the application's request after it was sent. */
  private static String sameRequest(HttpRequest request) throws Exception {
    send(request);
    return request.headers().map().toString();
  }

  /** The second request is made by what hangs on the first. */
  private static String asyncThen(HttpRequest request) {
    return sendAsync(request)
        .thenApply(
            first -> {
              try {
                return first.body() + send(request);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            })
        .join();
  }

  private static String asyncFails(HttpRequest request) {
    try {
      return sendAsync(request).join().body();
    } catch (CompletionException e) {
      return e.getClass().getSimpleName() + " " + e.getCause().getClass().getSimpleName();
    }
  }

  private static String cancel(HttpRequest request) {
    CompletableFuture<HttpResponse<String>> future = sendAsync(request);
    // Not isCancelled: whether the client's own failure comes first is a matter of luck.
    return future.cancel(true) + " " + future.isCompletedExceptionally();
  }

  /** A request of the application's own class, with a method that the client refuses. */
  private static final class Connect extends HttpRequest {
    private final URI target;

    Connect(URI target) {
      this.target = target;
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
      return Optional.empty();
    }

    @Override
    public String method() {
      return "CONNECT";
    }

    @Override
    public Optional<Duration> timeout() {
      return Optional.empty();
    }

    @Override
    public boolean expectContinue() {
      return false;
    }

    @Override
    public URI uri() {
      return target;
    }

    @Override
    public Optional<HttpClient.Version> version() {
      return Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(Map.of(), (name, value) -> true);
    }
  }
}
