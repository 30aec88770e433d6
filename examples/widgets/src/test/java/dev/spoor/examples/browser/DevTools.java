package dev.spoor.examples.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection to a browser: commands and their results. Thread safe. */
final class DevTools implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long PATIENCE_SECONDS = 60;

  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final WebSocket socket;

  private DevTools(URI address) {
    socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Reader()).join();
  }

  static DevTools connect(URI address) {
    return new DevTools(address);
  }

  /** Puts together messages that come in pieces. */
  private final class Reader implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        take(JSON.readTree(message.toString()));
        message.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void take(JsonNode message) {
    JsonNode id = message.get("id");
    if (id == null) {
      events.add(message);
      return;
    }
    CompletableFuture<JsonNode> result = waiting.remove(id.asInt());
    if (result != null) {
      result.complete(message);
    }
  }

  /**
   * Sends a command and waits for its result.
   *
   * @param session of the page, null for the browser itself
   */
  JsonNode send(@Nullable String session, String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> result = new CompletableFuture<>();
    waiting.put(id, result);
    Map<String, Object> command =
        session == null
            ? Map.of("id", id, "method", method, "params", parameters)
            : Map.of("id", id, "method", method, "params", parameters, "sessionId", session);
    synchronized (socket) {
      socket.sendText(JSON.writeValueAsString(command), true).join();
    }
    try {
      JsonNode message = result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message.has("error")) {
        throw new AssertionError(method + ": " + message.get("error"));
      }
      return message.path("result");
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new AssertionError(method + ": no answer", e);
    }
  }

  /** The events of that name that have come so far. */
  List<JsonNode> events(String method) {
    return events.stream().filter(event -> event.path("method").asString().equals(method)).toList();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
