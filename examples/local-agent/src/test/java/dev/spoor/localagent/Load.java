package dev.spoor.localagent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends traces at a steady rate and meanwhile asks for what the page asks for. By hand, against a
 * local-agent that runs:
 *
 * <pre>java -cp ... dev.spoor.localagent.Load 8126 2000 60</pre>
 */
final class Load {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SPANS = 20;
  private static final int TRACES_PER_BODY = 50;

  /** What ids begin with, so that they are found again in the body and made new. */
  private static final int MARK = 0x7abcdef1;

  private static final List<String> ASKED =
      List.of(
          "/",
          "/api/traces?limit=1000",
          "/api/traces?q=customer:17",
          "/api/services",
          "/api/status",
          "/api/logs");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final byte[] body = body();
  private final int[] ids = ids(body);
  private int next;

  Load(int port) {
    base = "http://127.0.0.1:" + port;
  }

  /**
   * What came of it.
   *
   * @param sent traces
   * @param refused bodies that were not answered with 200
   * @param millis how long each answer to the page took, sorted
   * @param maxHeap of all that was seen, in bytes
   */
  record Outcome(long sent, int refused, double seconds, List<Double> millis, long maxHeap) {
    double share(double share) {
      return millis.get((int) Math.min(millis.size() - 1, share * millis.size()));
    }
  }

  public static void main(String[] arguments) throws Exception {
    Load load = new Load(Integer.parseInt(arguments[0]));
    Outcome outcome = load.run(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    System.out.printf(
        "sent %d traces of %d spans in %.1f s (%.0f/s), %d bodies refused%n",
        outcome.sent(),
        SPANS,
        outcome.seconds(),
        outcome.sent() / outcome.seconds(),
        outcome.refused());
    System.out.printf(
        "%d answers to the page: median %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms%n",
        outcome.millis().size(),
        outcome.share(0.5),
        outcome.share(0.95),
        outcome.share(0.99),
        outcome.share(1));
    JsonNode status = load.status();
    System.out.printf(
        "heap at most %.1f MB; kept %s%n", outcome.maxHeap() / 1e6, status.get("traces"));
  }

  Outcome run(int tracesPerSecond, int seconds) throws Exception {
    List<Double> millis = new ArrayList<>();
    long[] heap = {0};
    boolean[] done = {false};
    Thread page = new Thread(() -> look(millis, heap, done), "page");
    page.start();
    long begin = System.nanoTime();
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    long sent = 0;
    int refused = 0;
    while (System.nanoTime() < end) {
      refused += put() == 200 ? 0 : 1;
      sent += TRACES_PER_BODY;
      long due = begin + sent * 1_000_000_000L / tracesPerSecond;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
    }
    double took = (System.nanoTime() - begin) / 1e9;
    synchronized (millis) {
      done[0] = true;
    }
    page.join();
    return new Outcome(sent, refused, took, millis.stream().sorted().toList(), heap[0]);
  }

  private void look(List<Double> millis, long[] heap, boolean[] done) {
    try {
      while (true) {
        for (String path : ASKED) {
          long begin = System.nanoTime();
          get(path);
          synchronized (millis) {
            millis.add((System.nanoTime() - begin) / 1e6);
            if (done[0]) {
              return;
            }
          }
        }
        heap[0] = Math.max(heap[0], status().get("heap").asLong());
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  JsonNode status() throws IOException, InterruptedException {
    return JSON.readTree(get("/api/status"));
  }

  private int put() throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.wrap(body);
    for (int i = 0; i < ids.length; i++) {
      // Span and parent ids may come again in another trace; the trace's own may not.
      buffer.putInt(ids[i], next + i / (SPANS));
    }
    next += TRACES_PER_BODY;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/v0.4/traces"))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
            .header("Content-Type", "application/msgpack")
            .header("Datadog-Meta-Lang", "java")
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Where the low halves of trace ids stand. */
  private static int[] ids(byte[] body) {
    ByteBuffer buffer = ByteBuffer.wrap(body);
    int[] found = new int[SPANS * TRACES_PER_BODY];
    int count = 0;
    for (int at = 0; at < body.length - 8; at++) {
      if (body[at] == (byte) 0x7a && buffer.getInt(at) == MARK) {
        found[count++] = at + 4;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static byte[] body() {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      packer.packArrayHeader(TRACES_PER_BODY);
      for (int t = 0; t < TRACES_PER_BODY; t++) {
        packer.packArrayHeader(SPANS);
        for (int s = 0; s < SPANS; s++) {
          span(packer, t, s);
        }
      }
      return packer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void span(MessageBufferPacker packer, int trace, int index) throws IOException {
    boolean root = index == 0;
    packer.packMapHeader(11);
    packer.packString("service").packString(root ? "shop" : "postgresql");
    packer.packString("name").packString(root ? "servlet.request" : "postgresql.query");
    packer
        .packString("resource")
        .packString(root ? "GET /orders/{id}" : "SELECT id, total FROM orders WHERE id = ?");
    packer.packString("type").packString(root ? "web" : "sql");
    packer.packString("trace_id").packLong((long) MARK << 32);
    packer.packString("span_id").packLong(1_000L + index);
    packer.packString("parent_id").packLong(root ? 0 : 1_000);
    packer.packString("start").packLong(Payloads.START + index * 1_000_000L);
    packer.packString("duration").packLong(root ? 25_000_000 : 900_000);
    packer.packString("meta").packMapHeader(6);
    packer.packString("env").packString("prod");
    packer.packString("component").packString(root ? "tomcat-server" : "java-jdbc-statement");
    packer.packString("span.kind").packString(root ? "server" : "client");
    packer.packString("customer").packString("customer-" + trace);
    packer.packString("thread.name").packString("http-nio-8080-exec-" + index);
    packer.packString("http.status_code").packString("200");
    packer.packString("metrics").packMapHeader(1);
    packer.packString("_sampling_priority_v1").packDouble(1);
  }
}
