package dev.spoor.wire;

import dev.spoor.trace.Baggage;
import dev.spoor.trace.Blueprint;
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
  private static final byte[] SERVICE = MsgpackBuffer.encoded("service");
  private static final byte[] NAME = MsgpackBuffer.encoded("name");
  private static final byte[] RESOURCE = MsgpackBuffer.encoded("resource");
  private static final byte[] TYPE = MsgpackBuffer.encoded("type");
  private static final byte[] METRICS = MsgpackBuffer.encoded("metrics");
  private static final byte[] META_AND_THREAD =
      SpanNumbers.concat(
          MsgpackBuffer.encoded("meta"), new byte[3], MsgpackBuffer.encoded("thread.name"));
  private static final byte[] META = SpanNumbers.concat(MsgpackBuffer.encoded("meta"), new byte[3]);
  private static final int META_HEADER = META.length - 3;

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
  private final TagBlock chunkTags;
  private final SpanNumbers numbers;

  /** Whether the Agent takes events as a field; until it says so they go out as text. */
  private volatile boolean eventsAsField;

  private final boolean folded;

  /** Whether runs are folded, in the form that has them; until the Agent is known they are not. */
  private volatile boolean folding;

  /** Whether span items of the baggage are written as tags. */
  private final boolean baggageAsTags;

  /** Writes traces as they are sent. */
  public TraceEncoder(ProcessFacts process) {
    this(process, false);
  }

  /**
   * @param folded whether traces are written as {@link FoldedTraces} reads them
   */
  public TraceEncoder(ProcessFacts process, boolean folded) {
    this.folded = folded;
    this.service = process.service();
    this.baggageAsTags = process.baggageAsTags();
    this.numbers = new SpanNumbers(process.processId());

    Map<String, String> shared = new LinkedHashMap<>(process.tags());
    shared.keySet().removeIf(ReservedKeys::isProcess);
    shared.keySet().removeAll(process.chunkTags().keySet());
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
    this.chunkTags = new TagBlock(process.chunkTags());
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

  /** Whether runs of like spans may be folded from now on. */
  public void setFolding(boolean value) {
    folding = value;
  }

  /** Encodes {@code count} spans, from the newest by {@link Span#olderFinished} on. */
  public void encode(LocalTrace trace, Span newest, int count, ChunkTarget target) {
    ChunkBuffer chunk = buffers.take();
    chunk.begin(folded);
    MsgpackBuffer out = chunk.out;
    boolean fold = folded && folding;
    out.writeArrayHeader(count);
    Span before = null;
    for (Span span = newest; span != null; span = span.olderFinished()) {
      boolean last = span.olderFinished() == null;
      // The first and the last one carry tags of the whole trace.
      if (before == null || before == newest || last || !differsInNumbersOnly(before, span)) {
        chunk.beginSpan();
        chunk.endSpan(writeSpan(trace, span, before == null, last, out));
      } else {
        chunk.addLike(span, fold);
      }
      before = span;
    }
    chunk.end();
    target.accept(out.bytes(), 0, out.size(), count);
    buffers.giveBack(chunk);
  }

  /**
   * Whether the bytes of a span are those of the one before with other ids and times, as those of
   * queries in a loop are.
   */
  @SuppressWarnings("ReferenceEquality") // threads
  private static boolean differsInNumbersOnly(Span before, Span span) {
    return span.isLike(before)
        && span.startedBy() == before.startedBy()
        && span.isTopLevel() == before.isTopLevel()
        && span.isMeasured() == before.isMeasured()
        && !span.isLocalRoot()
        && !before.isLocalRoot()
        && SpanNumbers.hasUsualDuration(span)
        && SpanNumbers.hasUsualDuration(before);
  }

  /** Returns where the ids and times begin. */
  private int writeSpan(
      LocalTrace trace, Span span, boolean first, boolean last, MsgpackBuffer out) {
    String type = span.type();
    SpanExtras extras = span.extras();
    List<SpanEvent> field = extras != null && eventsAsField ? extras.events() : List.of();
    out.writeSmallMapHeader((type == null ? 11 : 12) + (field.isEmpty() ? 0 : 1));
    EncodedBlueprint known = known(span);
    if (known != null) {
      out.writeRaw(known.names());
    } else {
      writeNames(span, type, out);
    }
    String resource = span.resource();
    writeText(resource.isEmpty() ? span.operation() : resource, MAX_RESOURCE_BYTES, out);
    int numbersAt = SpanNumbers.writeFields(trace, span, out);
    boolean withNumbers = writeMeta(trace, span, known, extras, !field.isEmpty(), first, out);
    out.writeRaw(METRICS);
    boolean topLevel = span.isTopLevel();
    boolean withPriority = (first || last || topLevel) && trace.priority() != Priority.UNSET;
    int header = numbers.begin(trace, span, topLevel, withPriority, out);
    int entries = numbers.entries(span, topLevel, withPriority);
    if (withNumbers) {
      entries += writeOwnNumbers(span, out);
    }
    String rateTag = span.isLocalRoot() ? trace.rateTag() : null;
    if (rateTag != null) {
      writeMetric(rateTag, trace.rate(), out);
      entries++;
    }
    if (span.isLocalRoot() && !Double.isNaN(trace.limitRate())) {
      writeMetric(Tags.LIMIT_PSR, trace.limitRate(), out);
      entries++;
    }
    out.endMap(header, entries);
    if (!field.isEmpty()) {
      out.writeRaw(EventsEncoder.KEY);
      EventsEncoder.write(field, out);
    }
    return numbersAt;
  }

  /** All fields of text but the resource, and that one's key. */
  private void writeNames(Span span, @Nullable String type, MsgpackBuffer out) {
    out.writeRaw(SERVICE);
    writeText(span.service(), MAX_NAME_BYTES, out);
    out.writeRaw(NAME);
    writeText(span.operation(), MAX_NAME_BYTES, out);
    if (type != null) {
      out.writeRaw(TYPE);
      writeText(type, MAX_NAME_BYTES, out);
    }
    out.writeRaw(RESOURCE);
  }

  /** What is known of the span's blueprint, if the span is as its blueprint says. */
  private @Nullable EncodedBlueprint known(Span span) {
    Blueprint blueprint = span.blueprint();
    if (blueprint.size() == 0) {
      return null;
    }
    EncodedBlueprint known = (EncodedBlueprint) blueprint.encoded();
    if (known != null && known.fits(this, span)) {
      return known;
    }
    if (known == null || known.isDue(this)) {
      known = encode(blueprint, span);
      blueprint.setEncoded(known);
      return known;
    }
    return null;
  }

  private EncodedBlueprint encode(Blueprint blueprint, Span span) {
    MsgpackBuffer out = new MsgpackBuffer(512);
    writeNames(span, span.type(), out);
    byte[] names = out.copyAndClear();
    int entries = writeShared(blueprint, span, false, out);
    String component = blueprint.tag(Tags.COMPONENT);
    if (component != null) {
      writeMeta(Tags.INTEGRATION, component, out);
      entries++;
    }
    TagBlock common = common(span);
    for (int i = 0; i < common.size(); i++) {
      if (blueprint.tag(common.key(i)) == null) {
        entries += common.write(i, out);
      }
    }
    return new EncodedBlueprint(this, span, common, names, out.copyAndClear(), entries);
  }

  private TagBlock common(Span span) {
    return span.service().equalsIgnoreCase(service) ? ownServiceTags : otherServiceTags;
  }

  private int writeOwnNumbers(Span span, MsgpackBuffer out) {
    @Nullable Object[] tags = span.ownTags();
    int entries = 0;
    int end = Math.min(span.ownTagEnd(), tags.length);
    for (int i = 0; i < end; i += 2) {
      if (tags[i] instanceof String key
          && tags[i + 1] instanceof Number number
          && Double.isFinite(number.doubleValue())
          && isOwn(key)) {
        writeMetric(key, number.doubleValue(), out);
        entries++;
      }
    }
    return entries;
  }

  /** Whether a key of a span's own may be written; a race between threads may leave a null. */
  private static boolean isOwn(@Nullable String key) {
    return key != null && !key.isEmpty() && !ReservedKeys.isSpan(key);
  }

  private void writeMetric(String key, double value, MsgpackBuffer out) {
    writeText(key, MAX_KEY_BYTES, out);
    out.writeDouble(value);
  }

  /** Returns whether the span has tags of its own that are no text. */
  private boolean writeMeta(
      LocalTrace trace,
      Span span,
      @Nullable EncodedBlueprint known,
      @Nullable SpanExtras extras,
      boolean eventsWritten,
      boolean first,
      MsgpackBuffer out) {
    int entries = 0;
    int header = out.size() + META_HEADER;
    String thread = span.startedBy().getName();
    if (thread.isEmpty()) {
      out.writeRaw(META);
    } else {
      out.writeRaw(META_AND_THREAD);
      writeText(thread, MAX_VALUE_BYTES, out);
      entries++;
    }
    TagBlock common = known == null ? common(span) : known.common();
    boolean root = span.isLocalRoot();
    boolean withNumbers = false;
    boolean commonHidden = false;
    boolean rootHidden = false;
    @Nullable Object[] tags = span.ownTags();
    int end = Math.min(span.ownTagEnd(), tags.length);
    for (int i = 0; i < end; i += 2) {
      if (!(tags[i + 1] instanceof String value)) {
        withNumbers = true;
      } else if (tags[i] instanceof String key && isOwn(key) && !ExtrasText.replaces(key, extras)) {
        writeMeta(key, value, out);
        entries++;
        commonHidden |= common.holds(key);
        rootHidden |= root && rootTags.holds(key);
      }
    }
    boolean asKnown = known != null && !span.isOverriding() && !commonHidden && extras == null;
    if (known != null && asKnown) {
      out.writeRaw(known.tags());
      entries += known.entries();
    } else {
      entries += writeShared(span.blueprint(), span, true, out);
      entries += common.write(span, commonHidden || span.blueprint().size() > 0, out);
    }
    if (!asKnown || span.blueprint().tag(Tags.COMPONENT) == null) {
      entries += writeIntegration(span, out);
    }
    if (root) {
      Blueprint blueprint = span.blueprint();
      for (int i = 0; i < blueprint.size(); i++) {
        rootHidden |= rootTags.holds(blueprint.key(i));
      }
      entries += rootTags.write(span, rootHidden, out);
    }
    if (extras != null) {
      entries += writeExtras(extras, eventsWritten, out);
      entries += writeBaggage(span, common, out);
    }
    entries += writeRemote(trace.remote(), span, out);
    if (first) {
      entries += writeTraceTags(trace, out);
      // Few tags, once a chunk: whether the span has one of its own is simply asked for each.
      entries += chunkTags.write(span, true, out);
    }
    out.endMap(header, entries);
    return withNumbers;
  }

  /**
   * What follows from a span's blueprint.
   *
   * @param checked whether the span may have tags of its own in place of the blueprint's
   */
  private int writeShared(Blueprint blueprint, Span span, boolean checked, MsgpackBuffer out) {
    int entries = 0;
    for (int i = 0; i < blueprint.size(); i++) {
      String key = blueprint.key(i);
      if (isOwn(key)
          && !(checked && (span.hasOwn(key) || ExtrasText.replaces(key, span.extras())))) {
        writeMeta(key, blueprint.value(i), out);
        entries++;
      }
    }
    String source = span.serviceSource();
    if (source != null) {
      writeMeta("_dd.svc_src", source, out);
      entries++;
    }
    return entries;
  }

  /** The component, or else what somebody named for want of one. */
  private int writeIntegration(Span span, MsgpackBuffer out) {
    Object component = span.tag(Tags.COMPONENT);
    Object named = component instanceof String ? component : span.tag(Tags.INTEGRATION);
    if (named instanceof String integration) {
      writeMeta(Tags.INTEGRATION, integration, out);
      return 1;
    }
    return 0;
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

  /** Items that services of the older headers see; whatever else is named so goes before them. */
  private int writeBaggage(Span span, TagBlock common, MsgpackBuffer out) {
    int entries = 0;
    if (baggageAsTags) {
      Baggage baggage = span.baggage();
      for (String key : baggage.spanItems()) {
        String value = baggage.get(key);
        if (value != null
            && isOwn(key)
            && !ReservedKeys.isProcess(key)
            && !common.holds(key)
            && !chunkTags.holds(key)
            && !ExtrasText.replaces(key, span.extras())
            && span.tag(key) == null) {
          writeMeta(key, value, out);
          entries++;
        }
      }
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
