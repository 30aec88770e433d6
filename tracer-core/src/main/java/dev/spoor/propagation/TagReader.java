package dev.spoor.propagation;

import dev.spoor.trace.TraceTags;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the trace tags of one header, so that the immutable {@link TraceTags} is made once. Not
 * thread safe.
 */
final class TagReader {
  /** Decision makers that nearly every header has: no text is made for them. */
  private static final String[] DECISION_MAKERS = {"-0", "-1", "-3", "-4", "-8", "-11", "-12"};

  private static final @Nullable String[] NO_PAIRS = new String[0];

  private @Nullable String[] pairs = NO_PAIRS;
  private int end;
  private @Nullable String decisionMaker;
  private @Nullable String error;

  /** The high half of the trace id as its tag had it, or null. */
  private @Nullable String traceIdHigh;

  /** Part of a header, without blanks around it; a constant where it is a usual decision maker. */
  static String text(String header, int from, int to) {
    int start = from;
    int stop = to;
    while (start < stop && header.charAt(start) <= ' ') {
      start++;
    }
    while (start < stop && header.charAt(stop - 1) <= ' ') {
      stop--;
    }
    if (stop - start <= 3) {
      for (String known : DECISION_MAKERS) {
        if (known.length() == stop - start && header.startsWith(known, start)) {
          return known;
        }
      }
    }
    return header.substring(start, stop);
  }

  /** Whether a part of a header is exactly that text. */
  static boolean is(String header, int from, int to, String text) {
    return to - from == text.length() && header.startsWith(text, from);
  }

  void add(String name, String value) {
    for (int i = 0; i < end; i += 2) {
      if (name.equals(pairs[i])) {
        pairs[i + 1] = value;
        return;
      }
    }
    if (end == pairs.length) {
      pairs = Arrays.copyOf(pairs, Math.max(2, end * 2));
    }
    pairs[end++] = name;
    pairs[end++] = value;
  }

  void setDecisionMaker(@Nullable String value) {
    decisionMaker = value;
  }

  void setError(String value) {
    error = value;
  }

  void setTraceIdHigh(String value) {
    traceIdHigh = value;
  }

  @Nullable String traceIdHigh() {
    return traceIdHigh;
  }

  TraceTags tags() {
    return TraceTags.of(pairs, end, decisionMaker, error);
  }

  /** Nothing of the header counts but what is wrong with it. */
  static TagReader failed(String error) {
    TagReader reader = new TagReader();
    reader.setError(error);
    return reader;
  }
}
