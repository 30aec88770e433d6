package dev.spoor.benchmarks.overhead;

import dev.spoor.kind.Database;
import dev.spoor.kind.DatabaseSpans;
import dev.spoor.sampling.AgentRateSampler;
import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.ProcessFacts;
import dev.spoor.wire.TraceEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The bytes of one trace as the contenders with Datadog's format send it for a route: a server span
 * and a span per query below it. The floor sends them over and over.
 */
final class FloorTrace {
  private FloorTrace() {}

  /** Writes a file per route of our own application and returns the folder. */
  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Route route : Route.of(App.TOMCAT)) {
      Files.write(folder.resolve(route.path.substring(1) + ".msgpack"), bytes(route));
    }
    return folder;
  }

  private static byte[] bytes(Route route) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TraceEncoder encoder =
        new TraceEncoder(
            new ProcessFacts(
                "overhead",
                "1",
                Map.of("env", "bench"),
                Map.of(),
                "b43c1f4e-8a5f-4a0c-9d9a-0d2f6d1c7b55",
                4711,
                "bench.example",
                false,
                true));
    Tracer tracer =
        new Tracer(
            "overhead",
            new AgentRateSampler("bench"),
            (LocalTrace trace, Span newest, int count) ->
                encoder.encode(
                    trace,
                    newest,
                    count,
                    (chunk, offset, length, spans) -> bytes.write(chunk, offset, length)),
            1000,
            true,
            true);
    Tracer.install(tracer);
    try {
      finish(tracer, route);
    } finally {
      Tracer.install(null);
    }
    return bytes.toByteArray();
  }

  private static void finish(Tracer tracer, Route route) {
    Database database = Database.of("jdbc:h2:mem:overhead", "sa");
    Span root = tracer.start("servlet.request", null);
    root.setType(Tags.TYPE_WEB);
    root.setTag(Tags.COMPONENT, "tomcat-server");
    root.setTag(Tags.SPAN_KIND, Tags.KIND_SERVER);
    root.setTag(Tags.HTTP_METHOD, "GET");
    root.setTag(Tags.HTTP_URL, "http://127.0.0.1:8080" + route.path);
    root.setTag(Tags.HTTP_USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64) overhead/1");
    root.setTag(Tags.HTTP_STATUS, "200");
    root.attach();
    for (int i = 1; i < route.spans; i++) {
      DatabaseSpans.end(
          Objects.requireNonNull(
              DatabaseSpans.start(
                  database, "select name from item where id = ?", DatabaseSpans.PREPARED_STATEMENT),
              "span"),
          null);
    }
    root.detach();
    root.finish();
  }
}
