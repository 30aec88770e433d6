package dev.spoor.wire;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns traces as they are encoded for v0.4 into one payload of v0.5: a table of all texts, and
 * spans as arrays of twelve that refer to it.
 *
 * <p>The table belongs to a payload, which nobody knows yet when a trace is encoded; so this
 * happens on the sender's thread, for users who asked for v0.5. Keys that v0.5 has no place for
 * (meta_struct, span_links, span_events) are left out. Used by one thread at a time.
 */
public final class CompactTraces {
  private final MsgpackBuffer texts = new MsgpackBuffer(16 * 1024);
  private final MsgpackBuffer spans = new MsgpackBuffer(64 * 1024);
  private final Map<String, Integer> table = new HashMap<>();

  // Of the span that is being read.
  private final long[] numbers = new long[6];
  private int service;
  private int name;
  private int resource;
  private int type;
  private int[] meta = new int[64];
  private int metaEnd;
  private int[] metricKeys = new int[32];
  private double[] metricValues = new double[32];
  private int metrics;

  /**
   * The payload.
   *
   * @param chunks msgpack arrays of span maps, one after the other
   * @param traces how many arrays
   * @return null if these are no such chunks
   */
  public byte @Nullable [] of(byte[] chunks, int traces) {
    table.clear();
    texts.clear();
    spans.clear();
    index("");
    spans.writeArrayHeader(traces);
    try {
      int read = 0;
      MsgpackReader in = new MsgpackReader(chunks);
      while (in.position() < chunks.length) {
        chunk(in);
        read++;
      }
      return read == traces ? payload() : null;
    } catch (MalformedPayload e) {
      return null;
    }
  }

  private byte[] payload() {
    MsgpackBuffer head = new MsgpackBuffer(16);
    head.writeArrayHeader(2);
    head.writeArrayHeader(table.size());
    byte[] whole = new byte[head.size() + texts.size() + spans.size()];
    System.arraycopy(head.bytes(), 0, whole, 0, head.size());
    System.arraycopy(texts.bytes(), 0, whole, head.size(), texts.size());
    System.arraycopy(spans.bytes(), 0, whole, head.size() + texts.size(), spans.size());
    return whole;
  }

  private int index(String text) {
    Integer known = table.get(text);
    if (known != null) {
      return known;
    }
    int next = table.size();
    table.put(text, next);
    texts.writeString(text);
    return next;
  }

  private void chunk(MsgpackReader in) throws MalformedPayload {
    int count = in.readArrayHeader("chunk");
    spans.writeArrayHeader(count);
    for (int i = 0; i < count; i++) {
      read(in);
      write();
    }
  }

  private void read(MsgpackReader in) throws MalformedPayload {
    Arrays.fill(numbers, 0);
    service = 0;
    name = 0;
    resource = 0;
    type = 0;
    metaEnd = 0;
    metrics = 0;
    int entries = in.readMapHeader("span");
    for (int i = 0; i < entries; i++) {
      String key = in.readString("key of a span");
      switch (key) {
        case "service" -> service = index(in.readString(key));
        case "name" -> name = index(in.readString(key));
        case "resource" -> resource = index(in.readString(key));
        case "type" -> type = index(in.readString(key));
        case "trace_id" -> numbers[0] = in.readId(key);
        case "span_id" -> numbers[1] = in.readId(key);
        case "parent_id" -> numbers[2] = in.readId(key);
        case "start" -> numbers[3] = in.readLong(key);
        case "duration" -> numbers[4] = in.readLong(key);
        case "error" -> numbers[5] = in.readInt32(key);
        case "meta" -> readMeta(in);
        case "metrics" -> readMetrics(in);
        default -> in.skip();
      }
    }
  }

  private void readMeta(MsgpackReader in) throws MalformedPayload {
    int entries = in.readMapHeader("meta");
    for (int i = 0; i < entries; i++) {
      if (metaEnd + 2 > meta.length) {
        meta = Arrays.copyOf(meta, meta.length * 2);
      }
      meta[metaEnd++] = index(in.readString("key of meta"));
      meta[metaEnd++] = index(in.readString("value of meta"));
    }
  }

  private void readMetrics(MsgpackReader in) throws MalformedPayload {
    int entries = in.readMapHeader("metrics");
    for (int i = 0; i < entries; i++) {
      if (metrics == metricKeys.length) {
        metricKeys = Arrays.copyOf(metricKeys, metrics * 2);
        metricValues = Arrays.copyOf(metricValues, metrics * 2);
      }
      metricKeys[metrics] = index(in.readString("key of metrics"));
      metricValues[metrics++] = in.readNumber("value of metrics");
    }
  }

  private void write() {
    spans.writeArrayHeader(12);
    spans.writeNatural(service);
    spans.writeNatural(name);
    spans.writeNatural(resource);
    for (int i = 0; i < 3; i++) {
      spans.writeUnsigned(numbers[i]);
    }
    for (int i = 3; i < 6; i++) {
      spans.writeNatural(numbers[i]);
    }
    int header = spans.beginMap();
    for (int i = 0; i < metaEnd; i++) {
      spans.writeNatural(meta[i]);
    }
    spans.endMap(header, metaEnd / 2);
    header = spans.beginMap();
    for (int i = 0; i < metrics; i++) {
      spans.writeNatural(metricKeys[i]);
      spans.writeDouble(metricValues[i]);
    }
    spans.endMap(header, metrics);
    spans.writeNatural(type);
  }
}
