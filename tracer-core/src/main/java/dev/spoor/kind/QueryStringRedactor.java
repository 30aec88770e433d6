package dev.spoor.kind;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what looks like a secret in a query string by {@code <redacted>}.
 *
 * <p>Without a pattern of the user's {@link SecretScan} decides, which needs no regular expression.
 * A pattern that does not compile is told once, and the built-in rules stay in force: Datadog's
 * tracer redacts nothing then, which is the wrong side to fail on. An empty pattern redacts
 * nothing, as the user asked.
 *
 * <p>A user's pattern may take exponential time on a hostile query. So it gets a budget of steps; a
 * query that exhausts it is redacted as a whole. Thread safe.
 */
final class QueryStringRedactor {
  static final String REDACTED = "<redacted>";

  /** Longer queries are cut in front of the parameter that passes this length. */
  private static final int MAX_QUERY = 16 * 1024;

  private static final int STEPS_PER_CHARACTER = 200;
  private static final int LEAST_STEPS = 20_000;
  private static final LongAdder GIVEN_UP = Counters.of("redaction.given_up");

  private final boolean off;
  private final @Nullable Pattern pattern;

  /**
   * @param pattern null for the built-in rules, empty for no redaction
   */
  QueryStringRedactor(@Nullable String pattern) {
    off = pattern != null && pattern.isEmpty();
    this.pattern = pattern == null || off ? null : UserPattern.compile(pattern);
  }

  /**
   * In a class of its own, so that nothing of regular expressions is loaded before main unless the
   * user gave one: the verifier loads what a handler catches.
   */
  private static final class UserPattern {
    static @Nullable Pattern compile(String pattern) {
      try {
        return Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        Log.warn(
            "DD_TRACE_OBFUSCATION_QUERY_STRING_REGEXP: not a regular expression ("
                + e.getDescription()
                + "); using the built-in rules");
        return null;
      }
    }
  }

  /** The query without secrets; the same instance if there was none. Never throws. */
  String redact(String query) {
    if (off || query.isEmpty()) {
      return query;
    }
    String bounded = query.length() > MAX_QUERY ? cut(query) : query;
    return pattern == null ? SecretScan.redact(bounded) : redact(bounded, pattern);
  }

  /** At the edge of a parameter, so that no half of a secret stays that looks like none. */
  private static String cut(String query) {
    int end = query.lastIndexOf('&', MAX_QUERY);
    return end <= 0 ? REDACTED : query.substring(0, end);
  }

  private static String redact(String query, Pattern pattern) {
    try {
      Matcher matcher =
          pattern.matcher(new Budgeted(query, LEAST_STEPS + STEPS_PER_CHARACTER * query.length()));
      if (!matcher.find()) {
        return query;
      }
      StringBuilder out = new StringBuilder(query.length());
      int copied = 0;
      do {
        // An empty match hides nothing.
        if (matcher.end() > matcher.start()) {
          out.append(query, copied, matcher.start()).append(REDACTED);
          copied = matcher.end();
        }
      } while (matcher.find());
      return out.append(query, copied, query.length()).toString();
    } catch (BudgetSpent | StackOverflowError e) {
      // java.util.regex recurses per character for some patterns: its stack, not the application's.
      GIVEN_UP.increment();
      Log.once(
          "redaction.given_up",
          "The query redaction pattern takes too long; whole query redacted",
          null);
      return REDACTED;
    }
  }

  /** Counts how often the regular expression looks at a character. For one match and one thread. */
  private static final class Budgeted implements CharSequence {
    private final String text;
    private int steps;

    Budgeted(String text, int steps) {
      this.text = text;
      this.steps = steps;
    }

    @Override
    public char charAt(int index) {
      if (--steps < 0) {
        throw new BudgetSpent();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class BudgetSpent extends RuntimeException {
    BudgetSpent() {
      super(null, null, false, false);
    }
  }
}
