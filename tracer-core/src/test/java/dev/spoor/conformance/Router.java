package dev.spoor.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Finds the endpoint of a call, and speaks JSON with the caller. Unknown paths answer 404. */
final class Router implements HttpHandler {
  /** Answers a call. What it throws becomes a 500 with its text. */
  @FunctionalInterface
  interface Endpoint {
    /** What the answer's body says: maps, lists, text, numbers, booleans, null. */
    Object answer(Call call) throws Exception;
  }

  /** An endpoint that has nothing to say. */
  @FunctionalInterface
  interface Action {
    void run(Call call) throws Exception;
  }

  private final Map<String, Endpoint> endpoints = new HashMap<>();

  Router get(String path, Endpoint endpoint) {
    endpoints.put("GET ".concat(path), endpoint);
    return this;
  }

  Router post(String path, Endpoint endpoint) {
    endpoints.put("POST ".concat(path), endpoint);
    return this;
  }

  Router action(String path, Action action) {
    return post(
        path,
        call -> {
          action.run(call);
          return Map.of();
        });
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Endpoint endpoint =
          endpoints.get(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
      if (endpoint == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      int status = 200;
      byte[] answer;
      try {
        answer = Json.write(endpoint.answer(new Call(Json.read(body))));
      } catch (Exception e) {
        e.printStackTrace();
        status = 500;
        answer = Json.write(Map.of("error", e.toString()));
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
