package dev.spoor.benchmarks.overhead;

import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import dev.spoor.wire.MalformedPayload;
import dev.spoor.wire.TraceDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Finds the spans in what the contenders send: Datadog's msgpack (fully decoded), OTLP's protobuf
 * and the Elastic intake's JSON lines (walked as far as counting needs). Stateless.
 */
final class SpanCount {
  private static final Pattern COMPOSITE =
      Pattern.compile("\"composite\":\\{[^}]*\"count\":(\\d+)");

  private SpanCount() {}

  /** Whether bodies of this path carry spans. */
  static boolean knows(String path) {
    return TraceDecoder.knows(path)
        || path.equals("/v1/traces")
        || path.equals("/intake/v2/events");
  }

  static Tally of(String path, String encoding, byte[] body) throws IOException, MalformedPayload {
    byte[] plain = expand(encoding, body);
    return switch (path) {
      case "/v1/traces" -> new OtlpWalk(plain).request();
      case "/intake/v2/events" -> elastic(plain);
      default -> datadog(path, plain);
    };
  }

  private static byte[] expand(String encoding, byte[] body) throws IOException {
    InputStream raw = new ByteArrayInputStream(body);
    return switch (encoding) {
      case "gzip" -> new GZIPInputStream(raw).readAllBytes();
      case "deflate" -> new InflaterInputStream(raw).readAllBytes();
      default -> body;
    };
  }

  private static Tally datadog(String path, byte[] body) throws MalformedPayload {
    long spans = 0;
    long roots = 0;
    for (DecodedTrace trace : TraceDecoder.decode(path, body)) {
      for (DecodedSpan span : trace.spans()) {
        spans++;
        roots += span.parentId() == 0 ? 1 : 0;
      }
    }
    return new Tally(spans, roots);
  }

  /** A span may be a composite of several alike: then it says of how many. */
  private static Tally elastic(byte[] body) {
    long spans = 0;
    long roots = 0;
    for (String line : new String(body, StandardCharsets.UTF_8).split("\n", -1)) {
      if (line.startsWith("{\"transaction\"")) {
        spans++;
        roots++;
      } else if (line.startsWith("{\"span\"")) {
        Matcher composite = COMPOSITE.matcher(line);
        spans += composite.find() ? Long.parseLong(composite.group(1)) : 1;
      }
    }
    return new Tally(spans, roots);
  }
}
