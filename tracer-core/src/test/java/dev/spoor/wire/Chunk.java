package dev.spoor.wire;

import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Priority;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceSink;
import dev.spoor.trace.Tracer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tracer whose chunks are kept as the encoder writes them. */
final class Chunk implements TraceSink {
  static final Map<String, String> PROCESS_TAGS = tags();

  final List<byte[]> encoded = new ArrayList<>();
  final TraceEncoder encoder;
  final Tracer tracer;

  Chunk() {
    this("1.2.3", 100_000);
  }

  Chunk(String version, int partialFlushSpans) {
    this(version, partialFlushSpans, PROCESS_TAGS, Map.of());
  }

  Chunk(
      String version,
      int partialFlushSpans,
      Map<String, String> tags,
      Map<String, String> chunkTags) {
    encoder =
        new TraceEncoder(
            new ProcessFacts(
                "shop", version, tags, chunkTags, "0-1-2", 4711, "web.1.example", true, true));
    tracer =
        new Tracer(
            "shop",
            (trace, root) ->
                trace.decide(Priority.SAMPLER_KEEP, Priority.BY_AGENT_RATE, "_dd.agent_psr", 0.5),
            this,
            partialFlushSpans,
            true,
            true);
  }

  private static Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("env", "prod");
    tags.put("team", "ünïcode");
    tags.put("language", "fr");
    tags.put("thread.name", "none");
    tags.put("empty", "");
    return tags;
  }

  /** Finishes a root and four spans below it, and gives the root. */
  Span writeFourSteps() {
    Span root = tracer.start("root");
    for (int i = 0; i < 4; i++) {
      tracer.start("step", root).finish();
    }
    root.finish();
    return root;
  }

  @Override
  public void write(LocalTrace trace, Span newest, int count) {
    encoder.encode(
        trace,
        newest,
        count,
        (bytes, offset, length, spans) ->
            encoded.add(Arrays.copyOfRange(bytes, offset, offset + length)));
  }

  /** The chunk of that number as an Agent decodes it, in a payload of its own. */
  DecodedTrace decoded(int index) throws MalformedPayload {
    return TraceDecoder.decodeV04(payload(index)).get(0);
  }

  byte[] payload(int index) {
    byte[] chunk = encoded.get(index);
    byte[] payload = new byte[chunk.length + 1];
    payload[0] = (byte) 0x91;
    System.arraycopy(chunk, 0, payload, 1, chunk.length);
    return payload;
  }
}
