package dev.spoor.wire;

import java.util.List;
import java.util.Set;

/**
 * Reads the bodies of trace requests the way a Datadog Agent does: the same leniencies (strings as
 * str or bin, broken UTF-8 repaired, nil for most fields, unknown keys, bytes after the payload)
 * and the same refusals (float32 metrics, tags that are no strings, numbers out of range, indices
 * outside the table). One bad value refuses the whole body.
 *
 * <p>For tests and for programs that stand in for an Agent; the tracer itself only writes. It is
 * stricter than an Agent in two things that no tracer does: nil in place of a trace or a span, and
 * more than two million values in one body, are refused. Of v1.0 it also refuses what receivers are
 * at odds about, such as unknown keys and attributes of structured types outside events.
 *
 * <p>Stateless and thread safe. Hostile bodies cost time and memory in proportion to their length.
 */
public final class TraceDecoder {
  private static final Set<String> PATHS =
      Set.of("/v0.3/traces", "/v0.4/traces", "/v0.5/traces", "/v0.7/traces", "/v1.0/traces");

  private TraceDecoder() {}

  /** Whether {@link #decode} knows the bodies of this endpoint. */
  public static boolean knows(String path) {
    return PATHS.contains(path);
  }

  /**
   * Decodes a body by the endpoint that it was sent to.
   *
   * @param path {@code /v0.3/traces}, {@code /v0.4/traces}, {@code /v0.5/traces}, {@code
   *     /v0.7/traces} or {@code /v1.0/traces}
   * @return the traces in the order of the wire, empty ones included
   * @throws MalformedPayload where an Agent answers 400
   * @throws IllegalArgumentException for any other path
   */
  public static List<DecodedTrace> decode(String path, byte[] body) throws MalformedPayload {
    return switch (path) {
      case "/v0.3/traces", "/v0.4/traces" -> decodeV04(body);
      case "/v0.5/traces" -> decodeV05(body);
      case "/v0.7/traces" -> decodeV07(body);
      case "/v1.0/traces" -> decodeV10(body);
      default -> throw new IllegalArgumentException("no trace endpoint: " + path);
    };
  }

  /** Decodes v0.3 and v0.4, which are the same: arrays of arrays of span maps. */
  public static List<DecodedTrace> decodeV04(byte[] body) throws MalformedPayload {
    return List.copyOf(new SpanMapDecoder(new MsgpackReader(body)).traces("payload"));
  }

  /** Decodes v0.5: a string table, and spans as arrays that point into it. */
  public static List<DecodedTrace> decodeV05(byte[] body) throws MalformedPayload {
    return List.copyOf(new SpanTableDecoder(new MsgpackReader(body)).traces());
  }

  /**
   * Decodes v0.7. Priority, origin and tags of a chunk appear on its first span as v0.4 has them;
   * what describes the whole process is left out.
   */
  public static List<DecodedTrace> decodeV07(byte[] body) throws MalformedPayload {
    return List.copyOf(new TracerPayloadDecoder(new MsgpackReader(body)).traces());
  }

  /**
   * Decodes v1.0, numeric keys and strings by index. Priority, origin, attributes, the high half of
   * the trace id and the sampling mechanism of a chunk appear on its first span as v0.4 has them;
   * what describes the whole process is left out.
   */
  public static List<DecodedTrace> decodeV10(byte[] body) throws MalformedPayload {
    return List.copyOf(new IndexedPayloadDecoder(new MsgpackReader(body)).traces());
  }
}
