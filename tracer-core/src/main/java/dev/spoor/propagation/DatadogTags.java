package dev.spoor.propagation;

import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceFacts;
import dev.spoor.trace.TraceTags;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code x-datadog-tags}: {@code k=v,k=v} with keys that start with {@code _dd.p.}.
 *
 * <p>A value with a character outside printable ASCII, or a malformed known tag, makes the whole
 * header void; what was wrong is kept as {@link TraceTags#error}.
 */
final class DatadogTags {
  static final String TRACE_SOURCE = "_dd.p.ts";

  /** Keys that most headers have: no text is made for them. */
  private static final String[] KEYS = {
    TraceTags.DECISION_MAKER, TraceTags.TRACE_ID_HIGH, TraceTags.SAMPLING_RATE
  };

  private final int maxLength;

  /**
   * @param maxLength characters; a longer header is neither read nor written, 0 turns it off
   */
  DatadogTags(int maxLength) {
    this.maxLength = maxLength;
  }

  /** Reads the header; {@code _dd.p.tid}, which belongs to the trace id, is no tag among others. */
  TagReader parse(@Nullable String header) {
    if (header == null || header.isEmpty()) {
      return new TagReader();
    }
    if (maxLength == 0) {
      return TagReader.failed("disabled");
    }
    if (header.length() > maxLength) {
      return TagReader.failed("extract_max_size");
    }
    TagReader tags = new TagReader();
    int from = 0;
    while (from < header.length()) {
      int comma = header.indexOf(',', from);
      int to = comma < 0 ? header.length() : comma;
      int equals = header.indexOf('=', from);
      if (equals <= from || equals >= to || !read(header, from, equals, to, tags)) {
        return TagReader.failed("decoding_error");
      }
      from = to + 1;
    }
    return tags;
  }

  /** Reads one tag; false if it makes the whole header void. */
  private static boolean read(String header, int from, int equals, int to, TagReader tags) {
    String key = key(header, from, equals);
    if (!key.startsWith(TraceTags.PREFIX) || key.equals("_dd.p.upstream_services")) {
      return true;
    }
    String value = TagReader.text(header, equals + 1, to);
    if (!isKey(key) || !Ids.isPrintable(value) || value.isEmpty()) {
      return false;
    }
    if (key.equals(TRACE_SOURCE) && !isTraceSource(value)) {
      return false;
    }
    switch (key) {
      case TraceTags.DECISION_MAKER -> {
        if (isDecisionMaker(value)) {
          tags.setDecisionMaker(value);
        } else {
          tags.setError("decoding_error");
        }
      }
      case TraceTags.TRACE_ID_HIGH -> tags.setTraceIdHigh(value);
      default -> tags.add(key, value);
    }
    return true;
  }

  private static String key(String header, int from, int to) {
    for (String known : KEYS) {
      if (TagReader.is(header, from, to, known)) {
        return known;
      }
    }
    return header.substring(from, to).trim();
  }

  /** Whether a tag may have that name: printable, without space, comma and equals sign. */
  static boolean isKey(String key) {
    return Ids.isPrintable(key)
        && key.indexOf(' ') < 0
        && key.indexOf(',') < 0
        && key.indexOf('=') < 0
        && key.length() > TraceTags.PREFIX.length();
  }

  /** A bit field of products in hex. */
  static boolean isTraceSource(String value) {
    return value.length() >= 2 && value.length() <= 8 && Ids.isAnyHex(value, value.length());
  }

  /** An optional hash of 10 hex digits, then {@code -} and the mechanism's number. */
  static boolean isDecisionMaker(String value) {
    int dash = value.indexOf('-');
    if (dash != 0 && (dash != 10 || !Ids.isHex(value, 0, 10))) {
      return false;
    }
    int number = Ids.natural(value, dash + 1);
    return number >= 0;
  }

  /**
   * The header for a trace, or null when there is nothing to say or it would be too long; a trace
   * of this process says so itself then.
   */
  @Nullable String format(TraceFacts trace) {
    StringBuilder text = new StringBuilder(96);
    String decisionMaker = trace.decisionMaker();
    if (decisionMaker != null) {
      append(text, TraceTags.DECISION_MAKER, decisionMaker);
    }
    if (trace.idHigh() != 0) {
      append(text, TraceTags.TRACE_ID_HIGH, "");
      Ids.appendHex(text, trace.idHigh());
    }
    TraceTags tags = trace.tags();
    for (int i = 0; i < tags.size(); i++) {
      append(text, tags.name(i), tags.value(i));
    }
    if (text.length() > maxLength) {
      Span root = trace instanceof LocalTrace local ? local.root() : null;
      if (root != null) {
        root.setTag(TraceTags.PROPAGATION_ERROR, maxLength == 0 ? "disabled" : "inject_max_size");
      }
      return null;
    }
    return text.isEmpty() ? null : text.toString();
  }

  private static void append(StringBuilder text, String key, String value) {
    if (!text.isEmpty()) {
      text.append(',');
    }
    text.append(key).append('=').append(value);
  }
}
