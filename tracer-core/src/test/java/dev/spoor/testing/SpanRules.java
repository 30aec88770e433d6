package dev.spoor.testing;

import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a well-made chunk of spans looks like. An Agent would silently fix or drop whatever breaks
 * one of these rules, so a tracer's tests have to insist on them.
 */
final class SpanRules {
  /** 2000-01-01: an Agent takes anything earlier for a mistake. */
  private static final long YEAR_2000 = 946_684_800_000_000_000L;

  private static final Pattern HEX_16 = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern STATUS_CODE = Pattern.compile("[1-5][0-9][0-9]");
  private static final Pattern DECISION_MAKER = Pattern.compile("(|[0-9a-f]{10})-[0-9]{1,3}");

  private final List<String> found = new ArrayList<>();

  /** All violations of a chunk. */
  static List<String> check(DecodedTrace trace, boolean computedTopLevel) {
    SpanRules rules = new SpanRules();
    if (trace.spans().isEmpty()) {
      rules.found.add("a trace without spans");
      return rules.found;
    }
    rules.chunk(trace);
    for (int i = 0; i < trace.spans().size(); i++) {
      DecodedSpan span = trace.spans().get(i);
      rules.identity(span, trace.traceId());
      rules.names(span);
      rules.times(span);
      rules.tags(span, i == 0);
      rules.topLevel(span, computedTopLevel);
    }
    return rules.found;
  }

  private void chunk(DecodedTrace trace) {
    DecodedSpan first = trace.spans().get(0);
    Double priority = first.metric("_sampling_priority_v1");
    if (priority == null) {
      violation(first, "the first span of a chunk needs _sampling_priority_v1");
    } else if (priority != Math.rint(priority) || priority < -1 || priority > 2) {
      violation(first, "_sampling_priority_v1 is " + priority);
    }
    Set<Long> ids = new HashSet<>();
    for (DecodedSpan span : trace.spans()) {
      if (!ids.add(span.spanId())) {
        violation(span, "span id used twice in a chunk");
      }
    }
  }

  private void identity(DecodedSpan span, long traceId) {
    if (span.traceId() == 0) {
      violation(span, "trace_id is 0");
    }
    if (span.spanId() == 0) {
      violation(span, "span_id is 0");
    }
    if (span.traceId() != traceId) {
      violation(span, "a span of another trace in the chunk");
    }
    if (span.parentId() == span.spanId()) {
      violation(span, "a span is its own parent");
    }
  }

  private void names(DecodedSpan span) {
    text(span, "service", span.service(), 100);
    text(span, "name", span.name(), 100);
    text(span, "resource", span.resource(), 5000);
    if (bytes(span.type()) > 100) {
      violation(span, "type is over 100 bytes");
    }
  }

  private void text(DecodedSpan span, String what, String value, int limit) {
    if (value.isEmpty()) {
      violation(span, what + " is empty");
    } else if (bytes(value) > limit) {
      violation(span, what + " is over " + limit + " bytes");
    }
  }

  private void times(DecodedSpan span) {
    if (span.start() < YEAR_2000) {
      violation(span, "start lies before the year 2000: " + span.start());
    }
    if (span.duration() < 0 || span.start() + span.duration() < 0) {
      violation(span, "duration is " + span.duration());
    }
    if (span.error() != 0 && span.error() != 1) {
      violation(span, "error is " + span.error());
    }
  }

  private void tags(DecodedSpan span, boolean first) {
    span.meta()
        .forEach(
            (key, value) -> {
              if (key.isEmpty() || bytes(key) > 200 || bytes(value) > 25_000) {
                violation(span, "tag " + key + " is empty or over the limits");
              }
            });
    span.metrics()
        .forEach(
            (key, value) -> {
              if (key.isEmpty() || bytes(key) > 200 || !Double.isFinite(value)) {
                violation(span, "metric " + key + " is " + value);
              }
            });
    String high = span.tag("_dd.p.tid");
    if (high != null && !first) {
      violation(span, "_dd.p.tid on a span that is not the first of its chunk");
    } else if (high != null && (!HEX_16.matcher(high).matches() || high.matches("0+"))) {
      violation(span, "_dd.p.tid is " + high);
    }
    matches(span, "_dd.p.dm", DECISION_MAKER);
    matches(span, "http.status_code", STATUS_CODE);
    if (span.metric("http.status_code") != null) {
      violation(span, "http.status_code is a metric; it must be a string in meta");
    }
  }

  private void matches(DecodedSpan span, String tag, Pattern pattern) {
    String value = span.tag(tag);
    if (value != null && !pattern.matcher(value).matches()) {
      violation(span, tag + " is " + value);
    }
  }

  private void topLevel(DecodedSpan span, boolean computed) {
    if (computed && span.parentId() == 0 && !span.isTopLevel()) {
      violation(span, "Datadog-Client-Computed-Top-Level is sent, a root has no _dd.top_level");
    }
    if (!computed && span.isTopLevel()) {
      violation(span, "_dd.top_level is set without Datadog-Client-Computed-Top-Level");
    }
  }

  private void violation(DecodedSpan span, String what) {
    found.add(
        what
            + " (span "
            + Long.toUnsignedString(span.spanId())
            + " "
            + span.name()
            + " of "
            + span.service()
            + ")");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
