package dev.spoor.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a Datadog Agent does to a trace that it has already answered with 200: drop it as a
 * whole, or fix spans and count them as malformed. Neither reaches the sender except through {@code
 * agent status}, which is why tests and local-agent want to know.
 *
 * <p>It only tells; nothing is changed. Stateless and thread safe.
 */
public final class TraceNormalizer {
  private static final int MAX_NAME_BYTES = 100;

  /** 2000-01-01. */
  private static final long EARLIEST_START = 946_684_800_000_000_000L;

  private TraceNormalizer() {}

  /**
   * What becomes of one trace.
   *
   * @param dropReason {@code empty_trace}, {@code trace_id_zero}, {@code span_id_zero} or {@code
   *     foreign_span}; null if the trace is kept
   * @param malformed for each reason, say {@code service_empty}, how many spans are fixed; what was
   *     found before the trace was dropped counts too
   */
  public record Verdict(@Nullable String dropReason, Map<String, Integer> malformed) {
    /** Nothing to drop, nothing to fix. */
    public boolean isClean() {
      return dropReason == null && malformed.isEmpty();
    }
  }

  /** What an Agent makes of that trace. */
  public static Verdict check(DecodedTrace trace) {
    Map<String, Integer> malformed = new TreeMap<>();
    return new Verdict(dropReason(trace, malformed), Map.copyOf(malformed));
  }

  private static @Nullable String dropReason(DecodedTrace trace, Map<String, Integer> malformed) {
    if (trace.spans().isEmpty()) {
      return "empty_trace";
    }
    Set<Long> spanIds = new HashSet<>();
    String high = null;
    for (DecodedSpan span : trace.spans()) {
      if (span.traceId() == 0) {
        return "trace_id_zero";
      }
      if (span.spanId() == 0) {
        return "span_id_zero";
      }
      String ownHigh = span.tag("_dd.p.tid");
      if (span.traceId() != trace.traceId()
          || (high != null && ownHigh != null && !high.equals(ownHigh))) {
        return "foreign_span";
      }
      high = ownHigh == null ? high : ownHigh;
      check(span, malformed);
      if (!spanIds.add(span.spanId())) {
        count(malformed, "duplicate_span_id");
      }
    }
    return null;
  }

  private static void check(DecodedSpan span, Map<String, Integer> malformed) {
    name("service", span.service(), hasTagCharacter(span.service()), malformed);
    name("span_name", span.name(), hasAsciiLetter(span.name()), malformed);
    optionalService("peer_service", span.tag("peer.service"), malformed);
    optionalService("base_service", span.tag("_dd.base_service"), malformed);
    if (span.resource().isEmpty()) {
      count(malformed, "resource_empty");
    }
    if (bytes(span.type()) > MAX_NAME_BYTES) {
      count(malformed, "type_truncate");
    }
    if (span.duration() < 0 || span.duration() > Long.MAX_VALUE - span.start()) {
      count(malformed, "invalid_duration");
    }
    if (span.start() < EARLIEST_START) {
      count(malformed, "invalid_start_date");
    }
    String status = span.tag("http.status_code");
    if (status != null && !isStatusCode(status)) {
      count(malformed, "invalid_http_status_code");
    }
  }

  private static void name(
      String what, String value, boolean valid, Map<String, Integer> malformed) {
    if (value.isEmpty()) {
      count(malformed, what + "_empty");
    } else if (bytes(value) > MAX_NAME_BYTES) {
      count(malformed, what + "_truncate");
    } else if (!valid) {
      count(malformed, what + "_invalid");
    }
  }

  private static void optionalService(
      String what, @Nullable String value, Map<String, Integer> malformed) {
    if (value != null && !value.isEmpty()) {
      name(what, value, hasTagCharacter(value), malformed);
    }
  }

  /** Without such a character nothing is left of a service's name after it was normalised. */
  private static boolean hasTagCharacter(String text) {
    return text.codePoints().anyMatch(c -> Character.isLetter(c) || c == ':');
  }

  /** Without a letter nothing is left of an operation's name after it was normalised. */
  private static boolean hasAsciiLetter(String text) {
    return text.chars().anyMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  }

  private static boolean isStatusCode(String text) {
    return text.length() == 3
        && text.charAt(0) >= '1'
        && text.charAt(0) <= '5'
        && isDigit(text.charAt(1))
        && isDigit(text.charAt(2));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void count(Map<String, Integer> malformed, String reason) {
    malformed.merge(reason, 1, Integer::sum);
  }
}
