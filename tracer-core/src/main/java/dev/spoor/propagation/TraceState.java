package dev.spoor.propagation;

import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.TraceFacts;
import dev.spoor.trace.TraceTags;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code tracestate}: members of several vendors, of which {@code dd} is ours.
 *
 * <p>The {@code dd} member holds {@code key:value} pairs parted by semicolons: {@code s} the
 * sampling priority, {@code o} the origin, {@code p} the last Datadog span, {@code t.x} the tag
 * {@code _dd.p.x}. In values {@code =} is written as {@code ~}. Other members, and other pairs of
 * the {@code dd} member, go out again as they came, unless the state would become too long.
 */
final class TraceState {
  private static final int MAX_MEMBERS = 32;
  private static final int MAX_MEMBER_CHARS = 256;
  private static final String MEMBER = "dd=";

  /** Tags that stand before all others that are passed through. */
  private static final String[] FIRST_TAGS = {"_dd.p.ts", "_dd.p.debug", "_dd.p.ksr", "_dd.p.opm"};

  private final @Nullable String received;
  private int priority = Priority.UNSET;
  private @Nullable String origin;
  private @Nullable String lastParent;
  private final TagReader tags = new TagReader();

  private TraceState(@Nullable String received) {
    this.received = received;
  }

  /** Reads the header's value, of which only the first {@code dd} member means something here. */
  static TraceState parse(@Nullable String header) {
    TraceState state = new TraceState(header == null || header.isBlank() ? null : header);
    if (header != null) {
      int start = memberStart(header);
      int end = start < 0 ? -1 : memberEnd(header, start);
      for (int from = start; from < end; ) {
        int to = pairEnd(header, from, end);
        int colon = header.indexOf(':', from);
        if (colon > from && colon < to) {
          state.readPair(header.substring(from, colon).trim(), value(header, colon + 1, to));
        }
        from = to + 1;
      }
    }
    return state;
  }

  /** Where the pairs of the {@code dd} member begin, or -1. */
  private static int memberStart(String header) {
    for (int from = 0; from < header.length(); from = memberEnd(header, from) + 1) {
      int start = from;
      while (start < header.length() && header.charAt(start) <= ' ') {
        start++;
      }
      if (header.startsWith(MEMBER, start)) {
        return start + MEMBER.length();
      }
    }
    return -1;
  }

  private static int memberEnd(String header, int from) {
    int comma = header.indexOf(',', from);
    return comma < 0 ? header.length() : comma;
  }

  private static int pairEnd(String header, int from, int end) {
    int semicolon = header.indexOf(';', from);
    return semicolon < 0 ? end : Math.min(semicolon, end);
  }

  private static String value(String header, int from, int to) {
    return TagReader.text(header, from, to).replace('~', '=');
  }

  private void readPair(String key, String value) {
    if (value.isEmpty()) {
      return;
    }
    switch (key) {
      case "s" -> {
        Integer number = Ids.integer(value);
        priority = number == null ? Priority.UNSET : number;
      }
      case "o" -> origin = Ids.isPrintable(value) ? value : null;
      case "p" -> lastParent = value.length() == 16 && Ids.isHex(value, 0, 16) ? value : null;
      case "t.dm" -> {
        if (DatadogTags.isDecisionMaker(value)) {
          tags.setDecisionMaker(value);
        }
      }
      case "t.tid" -> tags.setTraceIdHigh(value);
      default -> {
        if (key.startsWith("t.")) {
          String name = TraceTags.PREFIX.concat(key.substring(2));
          if (DatadogTags.isKey(name)
              && Ids.isPrintable(value)
              && (!name.equals(DatadogTags.TRACE_SOURCE) || DatadogTags.isTraceSource(value))) {
            tags.add(name, value);
          }
        }
      }
    }
  }

  /** Whether a pair is not one of those that are written here anyway. */
  private static boolean isUnknown(String pair) {
    return Ids.isPrintable(pair)
        && pair.indexOf(':') > 0
        && !pair.startsWith("t.")
        && !pair.startsWith("s:")
        && !pair.startsWith("o:")
        && !pair.startsWith("p:");
  }

  /**
   * Joins the state with the parent's ids. The flag and the state's priority may disagree, since a
   * vendor in between can have decided anew: the flag then wins.
   */
  RemoteParent toParent(long high, long low, long spanId, boolean sampled) {
    int decided;
    if (sampled) {
      decided = priority > 0 ? priority : Priority.SAMPLER_KEEP;
      if (priority <= 0) {
        tags.setDecisionMaker("-0");
      }
    } else {
      boolean told = priority <= 0 && priority != Priority.UNSET;
      decided = told ? priority : Priority.SAMPLER_DROP;
      tags.setDecisionMaker(null);
    }
    String tid = tags.traceIdHigh();
    if (tid != null && !(tid.length() == 16 && Ids.isHex(tid, 0, 16))) {
      tags.setError("malformed_tid " + tid);
    } else if (tid != null && Ids.hex(tid, 0, 16) != high) {
      tags.setError("inconsistent_tid " + tid);
    }
    return new RemoteParent(high, low, spanId, decided, origin, tags.tags(), lastParent, received);
  }

  /** The last Datadog span that the state tells of, 16 hex digits, or null. */
  @Nullable String lastParent() {
    return lastParent;
  }

  /**
   * The last Datadog span before a caller that is passed on: what came in the state when the base's
   * headers said nothing of it, null when nobody did.
   */
  private static @Nullable String lastParent(RemoteParent caller) {
    String last = caller.lastDatadogParent();
    return last != null ? last : parse(caller.tracestate()).lastParent;
  }

  /** The state that goes out; null if there is nothing to say. */
  static @Nullable String format(TraceFacts trace, long spanId, int priority) {
    StringBuilder text = new StringBuilder(128).append(MEMBER);
    if (priority != Priority.UNSET) {
      add(text, "s", Ids.text(priority));
    }
    String origin = trace.origin();
    if (origin != null) {
      add(text, "o", origin);
    }
    if (trace instanceof RemoteParent caller) {
      String parent = lastParent(caller);
      if (parent != null) {
        add(text, "p", parent);
      }
    } else {
      addHex(text, "p", spanId);
    }
    String decisionMaker = trace.decisionMaker();
    if (decisionMaker != null) {
      add(text, "t.dm", decisionMaker);
    }
    if (trace.idHigh() != 0) {
      addHex(text, "t.tid", trace.idHigh());
    }
    TraceTags tags = trace.tags();
    if (tags.size() > 0) {
      addTags(text, tags);
    }
    String received = trace.tracestate();
    if (received == null) {
      return text.length() > MEMBER.length() ? text.toString() : null;
    }
    addUnknownPairs(text, received);
    int end = text.length();
    addOthers(text, received);
    if (end > MEMBER.length()) {
      return text.toString();
    }
    // Nothing of ours: what is left begins with the comma behind our member.
    return text.length() > end ? text.substring(end + 1) : null;
  }

  private static void addHex(StringBuilder text, String key, long id) {
    int before = text.length();
    add(text, key, "");
    Ids.appendHex(text, id);
    limit(text, before);
  }

  private static void addTags(StringBuilder text, TraceTags tags) {
    for (String name : FIRST_TAGS) {
      for (int i = 0; i < tags.size(); i++) {
        if (name.equals(tags.name(i))) {
          addTag(text, tags, i);
        }
      }
    }
    for (int i = 0; i < tags.size(); i++) {
      if (!isFirst(tags.name(i))) {
        addTag(text, tags, i);
      }
    }
  }

  private static boolean isFirst(String name) {
    for (String first : FIRST_TAGS) {
      if (first.equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static void addTag(StringBuilder text, TraceTags tags, int index) {
    String name = tags.name(index).substring(TraceTags.PREFIX.length());
    add(text, "t.".concat(cleanKey(name)), tags.value(index));
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
    String clean = name.replace(',', '_').replace('=', '_').replace(' ', '_');
    return clean.replace(';', '_').replace(':', '_');
  }

  /** For a later version of the member, which some other service may speak. */
  private static void addUnknownPairs(StringBuilder text, String received) {
    int start = memberStart(received);
    int end = start < 0 ? -1 : memberEnd(received, start);
    for (int from = start; from < end; ) {
      int to = pairEnd(received, from, end);
      String pair = received.substring(from, to).trim();
      if (isUnknown(pair)) {
        int before = text.length();
        limit(text.append(before > MEMBER.length() ? ";" : "").append(pair), before);
      }
      from = to + 1;
    }
  }

  /** Other vendors' members; none of them if one is malformed, since then all are in doubt. */
  private static void addOthers(StringBuilder text, String received) {
    int before = text.length();
    int members = 1;
    for (int at = 0; at < received.length(); ) {
      int next = memberEnd(received, at) + 1;
      int from = at;
      int to = next - 1;
      while (from < to && received.charAt(from) <= ' ') {
        from++;
      }
      while (from < to && received.charAt(to - 1) <= ' ') {
        to--;
      }
      if (from < to && !received.startsWith(MEMBER, from)) {
        if (!StateMember.isWellFormed(received, from, to)) {
          text.setLength(before);
          return;
        }
        if (members++ < MAX_MEMBERS) {
          text.append(',').append(received, from, to);
        }
      }
      at = next;
    }
  }
}
