package dev.spoor.localagent.store;

import dev.spoor.wire.DecodedSpan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which traces somebody wants to see. Immutable.
 *
 * @param service a service that must have taken part; empty for any
 * @param status {@code error} for a trace with a failed span, a class such as {@code 4xx}, or a
 *     code; empty for any
 * @param minNanos how long the trace must have taken at least
 * @param requestsOnly without traces that are one bare call, such as a poll of a job's table; those
 *     that failed count as requests
 * @param words each must occur in some span: in its names, its tags, or as {@code key:value}
 */
public record TraceFilter(
    String service, String status, long minNanos, boolean requestsOnly, List<String> words) {
  static final TraceFilter ALL = of("", "", 0, false, "");

  /**
   * A filter of what somebody has typed.
   *
   * @param text words, separated by white space; the case of letters does not matter
   */
  public static TraceFilter of(
      String service, String status, long minNanos, boolean requestsOnly, String text) {
    String stripped = text.strip().toLowerCase(Locale.ROOT);
    return new TraceFilter(
        service,
        status,
        minNanos,
        requestsOnly,
        stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+", 20)));
  }

  boolean accepts(StoredTrace trace) {
    TraceSummary summary = trace.summary();
    return summary.duration() >= minNanos
        && !(requestsOnly && summary.errors() == 0 && TraceSummary.isCall(summary.root()))
        && (service.isEmpty() || summary.services().contains(service))
        && hasStatus(summary)
        && words.stream().allMatch(word -> hasWord(trace, word));
  }

  private boolean hasStatus(TraceSummary summary) {
    if (status.isEmpty()) {
      return true;
    }
    if (status.equals("error")) {
      return summary.errors() > 0;
    }
    String code = summary.root().tag("http.status_code");
    return code != null
        && (status.endsWith("xx") ? code.startsWith(status.substring(0, 1)) : code.equals(status));
  }

  private static boolean hasWord(StoredTrace trace, String word) {
    int colon = word.indexOf(':');
    for (DecodedSpan span : trace.spans()) {
      if (contains(span.service(), word)
          || contains(span.name(), word)
          || contains(span.resource(), word)
          || hasTag(span, word, colon)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasTag(DecodedSpan span, String word, int colon) {
    for (Map.Entry<String, String> tag : span.meta().entrySet()) {
      if (matches(tag.getKey(), tag.getValue(), word, colon)) {
        return true;
      }
    }
    if (colon > 0) {
      Double number = span.metric(word.substring(0, colon));
      return number != null && isNumber(number, word.substring(colon + 1));
    }
    return false;
  }

  private static boolean isNumber(double number, String text) {
    try {
      return Double.parseDouble(text) == number;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean matches(String key, String value, String word, int colon) {
    return contains(value, word)
        || contains(key, word)
        || (colon > 0
            && key.length() == colon
            && key.regionMatches(true, 0, word, 0, colon)
            && contains(value, word.substring(colon + 1)));
  }

  /** Whether the text has these lower-case letters in it, in any case; makes no copies. */
  public static boolean contains(@Nullable String text, String lower) {
    if (text == null) {
      return false;
    }
    if (lower.isEmpty()) {
      return true;
    }
    char first = lower.charAt(0);
    int last = text.length() - lower.length();
    for (int i = 0; i <= last; i++) {
      char c = text.charAt(i);
      if ((c == first || Character.toLowerCase(c) == first)
          && text.regionMatches(true, i, lower, 0, lower.length())) {
        return true;
      }
    }
    return false;
  }
}
