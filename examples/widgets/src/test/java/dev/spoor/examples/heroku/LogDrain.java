package dev.spoor.examples.heroku;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Heroku's log router: gathers lines of the application and the platform and posts them to a
 * drain's address in octet-counted frames. Thread safe.
 */
final class LogDrain {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);

  private final URI address;
  private final HttpClient client;
  private final List<byte[]> waiting = new ArrayList<>();

  LogDrain(URI address, HttpClient client) {
    this.address = address;
    this.client = client;
  }

  /** A line that a process printed. */
  void application(String dyno, String line) {
    add(190, "app", dyno, line);
  }

  /** A line of the router. */
  void router(String line) {
    add(158, "heroku", "router", line);
  }

  /** A line about a dyno, say of log-runtime-metrics. */
  void platform(String dyno, String line) {
    add(134, "heroku", dyno, line);
  }

  private void add(int priority, String app, String process, String text) {
    String message =
        "<"
            + priority
            + ">1 "
            + TIME.format(Instant.now())
            + " host "
            + app
            + " "
            + process
            + " - "
            + text
            + "\n";
    synchronized (waiting) {
      waiting.add(message.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Posts what has gathered. */
  void flush() {
    List<byte[]> messages;
    synchronized (waiting) {
      messages = List.copyOf(waiting);
      waiting.clear();
    }
    if (messages.isEmpty()) {
      return;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      body.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
      body.writeBytes(message);
    }
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/logplex-1")
            .header("Logplex-Msg-Count", String.valueOf(messages.size()))
            .header("Logplex-Frame-Id", UUID.randomUUID().toString())
            .header("Logplex-Drain-Token", "d." + UUID.randomUUID())
            .header("User-Agent", "Logplex/v72")
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build();
    try {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        throw new AssertionError("the drain answered " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
