package dev.spoor.wire;

import dev.spoor.trace.Blueprint;
import dev.spoor.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * What spans of a {@link Blueprint} have in common, as bytes: their names, and their text tags
 * together with those of the process.
 *
 * <p>Names are the span's own, and a span may have been given others; so the bytes are made for the
 * names of one span, and {@link #fits} compares by identity whether another one has the same. Where
 * it does not that costs the speed only. Threads that race for {@link #misfits} lose counts.
 */
final class EncodedBlueprint {
  /** Spans that did not fit until bytes are made for one of them. */
  private static final int PATIENCE = 64;

  private final TraceEncoder encoder;
  private final String service;
  private final String operation;
  private final @Nullable String type;
  private final @Nullable String serviceSource;
  private final TagBlock common;
  private final byte[] names;
  private final byte[] tags;
  private final int entries;
  private int misfits;

  /**
   * @param common the tags of the process that are among {@code tags}
   * @param names names with their keys, and the key of the resource, whose value follows
   * @param tags keys and values in turn
   * @param entries how many there are
   */
  EncodedBlueprint(
      TraceEncoder encoder, Span span, TagBlock common, byte[] names, byte[] tags, int entries) {
    this.encoder = encoder;
    this.service = span.service();
    this.operation = span.operation();
    this.type = span.type();
    this.serviceSource = span.serviceSource();
    this.common = common;
    this.names = names;
    this.tags = tags;
    this.entries = entries;
  }

  @SuppressWarnings("ReferenceEquality") // names are constants; a miss does no harm
  boolean fits(TraceEncoder asking, Span span) {
    return encoder == asking
        && service == span.service()
        && operation == span.operation()
        && type == span.type()
        && serviceSource == span.serviceSource();
  }

  /** Whether it is time to make bytes for other names. */
  @SuppressWarnings("ReferenceEquality")
  boolean isDue(TraceEncoder asking) {
    return encoder != asking || ++misfits >= PATIENCE;
  }

  TagBlock common() {
    return common;
  }

  byte[] names() {
    return names;
  }

  byte[] tags() {
    return tags;
  }

  int entries() {
    return entries;
  }
}
