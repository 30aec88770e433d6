package dev.spoor.localagent.receiver;

import dev.spoor.localagent.drain.DrainReader;
import dev.spoor.localagent.json.JsonReader;
import dev.spoor.localagent.logs.LogParser;
import dev.spoor.localagent.logs.LogParser.Origin;
import dev.spoor.localagent.metrics.StatsdServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The log intake, {@code /api/v2/logs}: an array of JSON objects, one object, objects one after the
 * other, plain lines, or the frames of a Heroku drain, which is pointed at this very address. A
 * body may be packed with gzip. Thread safe.
 */
public final class LogReceiver {
  private static final int MAX_UNPACKED = 5 * 1024 * 1024;
  private static final int MAX_LINES = 1_000;

  /** Drains of that many services are told apart; the rest share one memory of frames. */
  private static final int MAX_READERS = 50;

  /** What is read grows on the heap. */
  private final Semaphore readers = new Semaphore(2);

  private final LogIntake intake;
  private final Map<String, DrainReader> drains = new ConcurrentHashMap<>();

  public LogReceiver(LogIntake intake) {
    this.intake = intake;
  }

  /** Takes log lines, and answers as the intake does. */
  public Reply logs(Request request) {
    if (request.body().length > MAX_UNPACKED) {
      return Reply.text(413, "more than 5 MiB\n");
    }
    readers.acquireUninterruptibly();
    try {
      return read(request);
    } finally {
      readers.release();
    }
  }

  private Reply read(Request request) {
    byte[] body = unpacked(request);
    if (body == null) {
      return Reply.text(400, "the body is no gzip, or unpacks to more than 5 MiB\n");
    }
    if (request.mediaType().equals("application/logplex-1")) {
      return drain(request, body);
    }
    String text = new String(body, StandardCharsets.UTF_8);
    String start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[")
        ? json(request, text)
        : lines(request, text);
  }

  private Reply drain(Request request, byte[] body) {
    String service = request.parameter("service", "");
    String key = drains.size() < MAX_READERS || drains.containsKey(service) ? service : "";
    DrainReader reader = drains.computeIfAbsent(key, s -> new DrainReader(intake.sink(s)));
    DrainReader.Result result =
        reader.read(body, request.header("Logplex-Frame-Id"), appname(request, service));
    intake.refuse(result.bad());
    // A refusal would bring the same body again.
    return result.messages() == 0 && result.bad() > 0
        ? Reply.text(400, "no logplex frames\n")
        : accepted();
  }

  /** The drain's address has the name of the host, {@code shop.web.1}, or of the service. */
  private static String appname(Request request, String service) {
    String host = request.parameter("host", request.parameter("hostname", ""));
    int dot = host.indexOf('.');
    String name = host.isEmpty() ? service : dot < 0 ? host : host.substring(0, dot);
    return request.parameter("appname", name);
  }

  private Reply json(Request request, String text) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    try {
      for (Object value : JsonReader.readAll(text)) {
        List<?> members = value instanceof List<?> list ? list : List.of(orEmpty(value));
        for (Object member : members) {
          Map<String, @Nullable Object> object = JsonReader.asObject(member);
          if (object == null) {
            return Reply.text(400, "a log line must be a JSON object\n");
          }
          objects.add(object);
        }
      }
    } catch (JsonReader.Malformed e) {
      intake.refuse(1);
      return Reply.text(400, e.getMessage() + "\n");
    }
    if (objects.size() > MAX_LINES) {
      return Reply.text(413, "more than 1000 log lines\n");
    }
    Origin origin = origin(request);
    for (Map<String, @Nullable Object> object : objects) {
      intake.add(LogParser.object(object, origin));
    }
    return accepted();
  }

  private static Object orEmpty(@Nullable Object value) {
    return value == null ? "" : value;
  }

  private Reply lines(Request request, String text) {
    Origin origin = origin(request);
    text.lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> intake.add(LogParser.parse(line, origin)));
    return accepted();
  }

  private static Origin origin(Request request) {
    return new Origin(
        request.parameter("ddsource", "http"),
        request.parameter("service", ""),
        "",
        "",
        System.currentTimeMillis());
  }

  private static Reply accepted() {
    return new Reply(202, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
  }

  /** DogStatsD lines that came over HTTP. */
  public Reply statsd(Request request) {
    StatsdServer.split(new String(request.body(), StandardCharsets.UTF_8), intake::statsd);
    return Reply.text(200, "");
  }

  private static byte @Nullable [] unpacked(Request request) {
    if (!"gzip".equals(request.header("Content-Encoding"))) {
      return request.body();
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
      byte[] body = in.readNBytes(MAX_UNPACKED + 1);
      return body.length > MAX_UNPACKED ? null : body;
    } catch (IOException noGzip) {
      return null;
    }
  }
}
