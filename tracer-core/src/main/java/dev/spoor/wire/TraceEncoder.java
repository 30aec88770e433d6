package dev.spoor.wire;

import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.SpanEvent;
import dev.spoor.trace.SpanExtras;
import dev.spoor.trace.SpanLink;
import dev.spoor.trace.Tags;
import dev.spoor.trace.TraceTags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the finished spans of a trace as one chunk of a v0.4 payload: a msgpack array of span
 * maps.
 *
 * <p>Runs on the thread that finished the trace, so that bytes and not objects wait for the sender:
 * the spans die young, and the queue's bound in bytes is exact. What never changes (keys, the tags
 * of the process) is copied as bytes that were made once.
 *
 * <p>Rules of the format that are kept here: ids are unsigned and 64 bits wide, the high half of a
 * trace id stands as {@code _dd.p.tid} on the first span of the chunk only; no nil is ever written,
 * an unset key is left out; metrics are 64-bit floats and never NaN or infinite; the sampling
 * priority stands on the first span, the last one and every top-level one; {@code _dd.p.*} on the
 * first; no key stands twice in a map, so a tag of the application under a name that is written
 * here anyway is left out; texts are cut at the lengths at which the Agent cuts them. Thread safe.
 */
public final class TraceEncoder {
  private static final String PRIORITY_METRIC = "_sampling_priority_v1";
  private static final byte[] SERVICE = MsgpackBuffer.encoded("service");
  private static final byte[] NAME = MsgpackBuffer.encoded("name");
  private static final byte[] RESOURCE = MsgpackBuffer.encoded("resource");
  private static final byte[] TRACE_ID = MsgpackBuffer.encoded("trace_id");
  private static final byte[] SPAN_ID = MsgpackBuffer.encoded("span_id");
  private static final byte[] PARENT_ID = MsgpackBuffer.encoded("parent_id");
  private static final byte[] START = MsgpackBuffer.encoded("start");
  private static final byte[] DURATION = MsgpackBuffer.encoded("duration");
  private static final byte[] TYPE = MsgpackBuffer.encoded("type");
  private static final byte[] ERROR = MsgpackBuffer.encoded("error");
  private static final byte[] METRICS = MsgpackBuffer.encoded("metrics");
  private static final byte[] META = MsgpackBuffer.encoded("meta");

  private static final int MAX_NAME_BYTES = 100;
  private static final int MAX_RESOURCE_BYTES = 5_000;
  private static final int MAX_VALUE_BYTES = 25_000;
  private static final int MAX_KEY_BYTES = 200;

  private final EncodedStrings strings = new EncodedStrings();
  private final BufferPool buffers = new BufferPool();
  private final String service;

  private final TagBlock ownServiceTags;
  private final TagBlock otherServiceTags;
  private final TagBlock rootTags;
  private final long processId;

  /** Whether the Agent takes events as a field; until it says so they go out as text. */
  private volatile boolean eventsAsField;

  public TraceEncoder(ProcessFacts process) {
    this.service = process.service();
    this.processId = process.processId();

    Map<String, String> shared = new LinkedHashMap<>(process.tags());
    shared.keySet().removeIf(ReservedKeys::isProcess);
    Map<String, String> own = new LinkedHashMap<>(shared);
    Map<String, String> other = new LinkedHashMap<>(shared);
    if (!process.version().isEmpty()) {
      own.put("version", process.version());
    }
    other.put("_dd.base_service", process.service());
    this.ownServiceTags = new TagBlock(own);
    this.otherServiceTags = new TagBlock(other);

    Map<String, String> root = new LinkedHashMap<>();
    root.put("language", "jvm");
    root.put("runtime-id", process.runtimeId());
    if (!process.hostname().isEmpty()) {
      root.put("_dd.tracer_host", process.hostname());
      if (process.reportHostname()) {
        root.put("_dd.hostname", process.hostname());
      }
    }
    this.rootTags = new TagBlock(root);
  }

  /** Takes the bytes of one encoded chunk; they are only valid during the call. */
  @FunctionalInterface
  public interface ChunkTarget {
    void accept(byte[] bytes, int offset, int length, int spans);
  }

  /** Tells whether the Agent's {@code /info} says that it takes {@code span_events}. */
  public void setEventsAsField(boolean taken) {
    eventsAsField = taken;
  }

  /** Encodes {@code count} spans, from the newest by {@link Span#olderFinished} on. */
  public void encode(LocalTrace trace, Span newest, int count, ChunkTarget target) {
    MsgpackBuffer out = buffers.take();
    out.writeArrayHeader(count);
    boolean first = true;
    for (Span span = newest; span != null; span = span.olderFinished()) {
      writeSpan(trace, span, first, span.olderFinished() == null, out);
      first = false;
    }
    target.accept(out.bytes(), 0, out.size(), count);
    buffers.giveBack(out);
  }

  private void writeSpan(
      LocalTrace trace, Span span, boolean first, boolean last, MsgpackBuffer out) {
    String type = span.type();
    SpanExtras extras = span.extras();
    List<SpanEvent> field = extras != null && eventsAsField ? extras.events() : List.of();
    out.writeSmallMapHeader((type == null ? 11 : 12) + (field.isEmpty() ? 0 : 1));
    out.writeRaw(SERVICE);
    writeText(span.service(), MAX_NAME_BYTES, out);
    out.writeRaw(NAME);
    writeText(span.operation(), MAX_NAME_BYTES, out);
    out.writeRaw(RESOURCE);
    String resource = span.resource();
    writeText(resource.isEmpty() ? span.operation() : resource, MAX_RESOURCE_BYTES, out);
    out.writeRaw(TRACE_ID);
    out.writeUnsigned(trace.idLow());
    out.writeRaw(SPAN_ID);
    out.writeUnsigned(span.spanId());
    out.writeRaw(PARENT_ID);
    out.writeUnsigned(span.parentId());
    out.writeRaw(START);
    out.writeNatural(Math.max(0, span.start()));
    out.writeRaw(DURATION);
    out.writeNatural(span.duration());
    if (type != null) {
      out.writeRaw(TYPE);
      writeText(type, MAX_NAME_BYTES, out);
    }
    out.writeRaw(ERROR);
    out.writeNatural(span.isError() ? 1 : 0);
    @Nullable Object[] tags = span.tagArray();
    boolean topLevel = span.isTopLevel();
    out.writeRaw(METRICS);
    writeMetrics(trace, span, tags, topLevel, first || last || topLevel, out);
    out.writeRaw(META);
    writeMeta(trace, span, tags, extras, !field.isEmpty(), first, out);
    if (!field.isEmpty()) {
      out.writeRaw(EventsEncoder.KEY);
      EventsEncoder.write(field, out);
    }
  }

  private void writeMetrics(
      LocalTrace trace,
      Span span,
      @Nullable Object[] tags,
      boolean topLevel,
      boolean withPriority,
      MsgpackBuffer out) {
    int header = out.beginMap();
    int entries = 1;
    writeMetric("thread.id", (double) span.startedBy().getId(), out);
    int end = Math.min(span.tagEnd(), tags.length);
    for (int i = 0; i < end; i += 2) {
      if (tags[i] instanceof String key
          && tags[i + 1] instanceof Number number
          && Double.isFinite(number.doubleValue())
          && isOwn(key)) {
        writeMetric(key, number.doubleValue(), out);
        entries++;
      }
    }
    if (withPriority && trace.priority() != Priority.UNSET) {
      writeMetric(PRIORITY_METRIC, trace.priority(), out);
      entries++;
    }
    if (topLevel) {
      writeMetric("_dd.top_level", 1, out);
      entries++;
    }
    if (span.isMeasured()) {
      writeMetric("_dd.measured", 1, out);
      entries++;
    }
    if (span.isLocalRoot()) {
      writeMetric("process_id", (double) processId, out);
      writeMetric("_dd.trace_span_attribute_schema", 0, out);
      writeMetric("_dd.profiling.enabled", 0, out);
      entries += 3;
      String rateTag = trace.rateTag();
      if (rateTag != null) {
        writeMetric(rateTag, trace.rate(), out);
        entries++;
      }
      double limitRate = trace.limitRate();
      if (!Double.isNaN(limitRate)) {
        writeMetric(Tags.LIMIT_PSR, limitRate, out);
        entries++;
      }
    }
    out.endMap(header, entries);
  }

  /** Whether a key of a span's own may be written; a race between threads may leave a null. */
  private static boolean isOwn(@Nullable String key) {
    return key != null && !key.isEmpty() && !ReservedKeys.isSpan(key);
  }

  private void writeMetric(String key, double value, MsgpackBuffer out) {
    writeText(key, MAX_KEY_BYTES, out);
    out.writeDouble(value);
  }

  private void writeMeta(
      LocalTrace trace,
      Span span,
      @Nullable Object[] tags,
      @Nullable SpanExtras extras,
      boolean eventsWritten,
      boolean first,
      MsgpackBuffer out) {
    int header = out.beginMap();
    TagBlock common = span.service().equalsIgnoreCase(service) ? ownServiceTags : otherServiceTags;
    boolean root = span.isLocalRoot();
    int entries = 0;
    String thread = span.startedBy().getName();
    if (!thread.isEmpty()) {
      writeMeta("thread.name", thread, out);
      entries++;
    }
    boolean commonHidden = false;
    boolean rootHidden = false;
    String integration = null;
    int end = Math.min(span.tagEnd(), tags.length);
    for (int i = 0; i < end; i += 2) {
      if (!(tags[i] instanceof String key) || !(tags[i + 1] instanceof String value)) {
        continue;
      }
      if (isOwn(key) && !ExtrasText.replaces(key, extras)) {
        writeMeta(key, value, out);
        entries++;
        commonHidden |= common.holds(key);
        rootHidden |= root && rootTags.holds(key);
        if (Tags.COMPONENT.equals(key)) {
          integration = value;
        }
      } else if (integration == null && Tags.INTEGRATION.equals(key)) {
        integration = value;
      }
    }
    if (integration != null) {
      writeMeta(Tags.INTEGRATION, integration, out);
      entries++;
    }
    entries += common.write(span, commonHidden, out);
    String source = span.serviceSource();
    if (source != null) {
      writeMeta("_dd.svc_src", source, out);
      entries++;
    }
    if (root) {
      entries += rootTags.write(span, rootHidden, out);
    }
    if (extras != null) {
      entries += writeExtras(extras, eventsWritten, out);
    }
    entries += writeRemote(trace.remote(), span, out);
    if (first) {
      entries += writeTraceTags(trace, out);
    }
    out.endMap(header, entries);
  }

  /** Links always go out as text, as other Java tracers send them: every Agent lets that pass. */
  private int writeExtras(SpanExtras extras, boolean eventsWritten, MsgpackBuffer out) {
    int entries = 0;
    List<SpanLink> links = extras.links();
    if (!links.isEmpty()) {
      writeMeta(ExtrasText.LINKS_KEY, ExtrasText.links(links), out);
      entries++;
    }
    List<SpanEvent> events = extras.events();
    if (!events.isEmpty() && !eventsWritten) {
      writeMeta(ExtrasText.EVENTS_KEY, ExtrasText.events(events), out);
      entries++;
    }
    return entries;
  }

  private int writeRemote(@Nullable RemoteParent remote, Span span, MsgpackBuffer out) {
    if (remote == null) {
      return 0;
    }
    int entries = 0;
    String origin = remote.origin();
    if (origin != null) {
      writeMeta("_dd.origin", origin, out);
      entries++;
    }
    if (span.isLocalRoot()) {
      String lastParent = remote.lastDatadogParent();
      if (lastParent != null) {
        writeMeta("_dd.parent_id", lastParent, out);
        entries++;
      }
      String error = remote.tags().error();
      if (error != null && span.tag(TraceTags.PROPAGATION_ERROR) == null) {
        writeMeta(TraceTags.PROPAGATION_ERROR, error, out);
        entries++;
      }
    }
    return entries;
  }

  /** Tags of the whole trace: they stand on the first span of each chunk. */
  private int writeTraceTags(LocalTrace trace, MsgpackBuffer out) {
    int entries = 0;
    if (trace.idHigh() != 0) {
      strings.write(TraceTags.TRACE_ID_HIGH, out);
      out.writeHex(trace.idHigh());
      entries++;
    }
    String decisionMaker = trace.decisionMaker();
    if (decisionMaker != null) {
      writeMeta(TraceTags.DECISION_MAKER, decisionMaker, out);
      entries++;
    }
    TraceTags tags = trace.tags();
    for (int i = 0; i < tags.size(); i++) {
      writeMeta(tags.name(i), tags.value(i), out);
    }
    return entries + tags.size();
  }

  private void writeMeta(String key, String value, MsgpackBuffer out) {
    writeText(key, MAX_KEY_BYTES, out);
    writeText(value, MAX_VALUE_BYTES, out);
  }

  private void writeText(String text, int maxBytes, MsgpackBuffer out) {
    // A char becomes three bytes at most, so that most texts need no counting.
    strings.write(text.length() * 3L <= maxBytes ? text : Utf8.cut(text, maxBytes), out);
  }
}
