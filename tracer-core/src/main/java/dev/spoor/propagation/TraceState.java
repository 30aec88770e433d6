package dev.spoor.propagation;

import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceId;
import dev.spoor.trace.TraceTags;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code tracestate}: members of several vendors, of which {@code dd} is ours.
 *
 * <p>The {@code dd} member holds {@code key:value} pairs parted by semicolons: {@code s} the
 * sampling priority, {@code o} the origin, {@code p} the last Datadog span, {@code t.x} the tag
 * {@code _dd.p.x}. In values {@code =} is written as {@code ~}. Other members, and other pairs of
 * the {@code dd} member, are kept as they came: the latter as a {@code dd} member that stands
 * first.
 */
final class TraceState {
  private static final int MAX_MEMBERS = 32;
  private static final int MAX_MEMBER_CHARS = 256;
  private static final String MEMBER = "dd=";

  private @Nullable Integer priority;
  private @Nullable String origin;
  private @Nullable String lastParent;
  private TraceTags tags = TraceTags.NONE;
  private @Nullable String traceIdHigh;
  private final StringBuilder others = new StringBuilder();
  private final StringBuilder unknownPairs = new StringBuilder();

  private TraceState() {}

  static TraceState parse(@Nullable String header) {
    TraceState state = new TraceState();
    if (header == null) {
      return state;
    }
    int members = 0;
    int from = 0;
    while (from <= header.length()) {
      int comma = header.indexOf(',', from);
      int to = comma < 0 ? header.length() : comma;
      String member = header.substring(from, to).trim();
      if (member.startsWith(MEMBER)) {
        state.readPairs(member.substring(MEMBER.length()));
      } else if (!member.isEmpty() && members < MAX_MEMBERS - 1 && Ids.isPrintable(member)) {
        state.others.append(state.others.isEmpty() ? "" : ",").append(member);
        members++;
      }
      from = to + 1;
    }
    return state;
  }

  private void readPairs(String member) {
    int from = 0;
    while (from < member.length()) {
      int semicolon = member.indexOf(';', from);
      int to = semicolon < 0 ? member.length() : semicolon;
      int colon = member.indexOf(':', from);
      if (colon > from && colon < to) {
        readPair(member.substring(from, colon).trim(), member.substring(colon + 1, to).trim());
      }
      from = to + 1;
    }
  }

  private void readPair(String key, String raw) {
    String value = raw.replace('~', '=');
    if (value.isEmpty()) {
      return;
    }
    switch (key) {
      case "s" -> priority = Ids.integer(value);
      case "o" -> origin = Ids.isPrintable(value) ? value : null;
      case "p" -> lastParent = value.length() == 16 && Ids.isHex(value, 0, 16) ? value : null;
      case "t.dm" -> {
        if (DatadogTags.isDecisionMaker(value)) {
          tags = tags.withDecisionMaker(value);
        }
      }
      case "t.tid" -> traceIdHigh = value;
      default -> {
        if (!key.startsWith("t.")) {
          keep(key, raw);
        } else if (DatadogTags.isKey(TraceTags.PREFIX + key.substring(2))
            && Ids.isPrintable(value)) {
          tags = tags.with(TraceTags.PREFIX + key.substring(2), value);
        }
      }
    }
  }

  /** For a later version of the member, which some other service may speak. */
  private void keep(String key, String raw) {
    if (Ids.isPrintable(key) && Ids.isPrintable(raw)) {
      unknownPairs.append(unknownPairs.isEmpty() ? "" : ";").append(key).append(':').append(raw);
    }
  }

  /**
   * Joins the state with the parent's ids. The flag and the state's priority may disagree, since a
   * vendor in between can have decided anew: the flag then wins.
   */
  RemoteParent toParent(long high, long low, long spanId, boolean sampled) {
    TraceTags received = tags;
    int decided;
    if (sampled) {
      decided = priority != null && priority > 0 ? priority : Priority.SAMPLER_KEEP;
      if (priority == null || priority <= 0) {
        received = received.withDecisionMaker("-0");
      }
    } else {
      decided = priority != null && priority <= 0 ? priority : Priority.SAMPLER_DROP;
      received = received.withDecisionMaker(null);
    }
    String tid = traceIdHigh;
    if (tid != null && !(tid.length() == 16 && Ids.isHex(tid, 0, 16))) {
      received = received.withError("malformed_tid " + tid);
    } else if (tid != null && Ids.hex(tid, 0, 16) != high) {
      received = received.withError("inconsistent_tid " + tid);
    }
    if (!unknownPairs.isEmpty()) {
      unknownPairs.insert(0, MEMBER).append(others.isEmpty() ? "" : ",");
      others.insert(0, unknownPairs);
    }
    String rest = others.isEmpty() ? null : others.toString();
    return new RemoteParent(high, low, spanId, decided, origin, received, lastParent, rest);
  }

  static String format(Span span, int priority) {
    LocalTrace trace = span.trace();
    RemoteParent remote = trace.remote();
    StringBuilder text = new StringBuilder(64).append(MEMBER);
    if (priority != Priority.UNSET) {
      add(text, "s", Integer.toString(priority));
    }
    if (remote != null && remote.origin() != null) {
      add(text, "o", remote.origin());
    }
    add(text, "p", TraceId.hex(span.spanId()));
    String decisionMaker = trace.decisionMaker();
    if (decisionMaker != null) {
      add(text, "t.dm", decisionMaker);
    }
    if (trace.idHigh() != 0) {
      add(text, "t.tid", TraceId.hex(trace.idHigh()));
    }
    TraceTags tags = trace.tags();
    for (int i = 0; i < tags.size(); i++) {
      String name = tags.name(i).substring(TraceTags.PREFIX.length());
      add(text, "t." + cleanKey(name), tags.value(i));
    }
    return withOthers(text, remote == null ? null : remote.tracestate());
  }

  private static void add(StringBuilder text, String key, String value) {
    int before = text.length();
    if (before > MEMBER.length()) {
      text.append(';');
    }
    text.append(key).append(':');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '=') {
        text.append('~');
      } else if (c < 0x20 || c > 0x7e || c == ',' || c == ';' || c == '~') {
        text.append('_');
      } else {
        text.append(c);
      }
    }
    limit(text, before);
  }

  /** Takes back what does not fit. */
  private static void limit(StringBuilder text, int before) {
    if (text.length() > MAX_MEMBER_CHARS) {
      text.setLength(before);
    }
  }

  private static String cleanKey(String name) {
    return name.replace(',', '_').replace('=', '_').replace(' ', '_');
  }

  private static String withOthers(StringBuilder text, @Nullable String others) {
    if (others == null) {
      return text.toString();
    }
    int members = 1;
    int from = 0;
    if (others.startsWith(MEMBER)) {
      int comma = others.indexOf(',');
      int to = comma < 0 ? others.length() : comma;
      int before = text.length();
      limit(text.append(';').append(others, MEMBER.length(), to), before);
      from = to + 1;
    }
    while (from < others.length() && members < MAX_MEMBERS) {
      int comma = others.indexOf(',', from);
      int to = comma < 0 ? others.length() : comma;
      text.append(',').append(others, from, to);
      members++;
      from = to + 1;
    }
    return text.toString();
  }
}
