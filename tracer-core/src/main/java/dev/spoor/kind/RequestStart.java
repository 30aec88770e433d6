package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/**
 * Reads {@code X-Request-Start}, by which a proxy tells when it took a request in.
 *
 * <p>Heroku's router writes milliseconds, nginx {@code t=} and seconds with a fraction, Apache
 * {@code t=} and microseconds; the number of digits tells them apart. The clocks of two machines
 * differ, so a start in the near future means no waiting, and one that is far off means nothing.
 */
final class RequestStart {
  /** Not known. */
  static final long NONE = -1;

  private static final long MAX_WAIT_NANOS = 60_000_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private RequestStart() {}

  /**
   * Nanoseconds since 1970, or {@link #NONE} if the header makes no sense or tells of a time before
   * September 2001 (1,000,000,000 s).
   */
  static long epochNanos(@Nullable String header) {
    if (header == null) {
      return NONE;
    }
    int start = 0;
    while (start < header.length() && header.charAt(start) == ' ') {
      start++;
    }
    if (header.startsWith("t=", start)) {
      start += 2;
    }
    int end = start;
    while (end < header.length() && isDigit(header.charAt(end))) {
      end++;
    }
    int digits = end - start;
    long unit = unit(digits);
    if (unit == 0 || header.charAt(start) == '0') {
      return NONE;
    }
    long nanos = number(header, start, end) * unit;
    if (end < header.length() && header.charAt(end) == '.') {
      end++;
      for (long part = unit / 10; end < header.length() && isDigit(header.charAt(end)); end++) {
        nanos += (header.charAt(end) - '0') * part;
        part /= 10;
      }
    }
    // Several proxies may have added theirs; the first one counts. Other text spoils the value.
    boolean clean =
        end == header.length() || header.charAt(end) == ',' || header.charAt(end) == ' ';
    return clean && nanos > 0 ? nanos : NONE;
  }

  /**
   * How long a request that arrived here at that time had waited: 0 if the proxy's clock is ahead,
   * {@link #NONE} if the header is of no use or speaks of more than 60 s in either direction.
   */
  static long waitNanos(@Nullable String header, long arrivalEpochNanos) {
    long start = epochNanos(header);
    if (start == NONE) {
      return NONE;
    }
    long wait = arrivalEpochNanos - start;
    return wait > MAX_WAIT_NANOS || wait < -MAX_WAIT_NANOS ? NONE : Math.max(0, wait);
  }

  private static long unit(int digits) {
    return switch (digits) {
      case 10 -> NANOS_PER_SECOND;
      case 13 -> 1_000_000L;
      case 16 -> 1_000L;
      case 19 -> 1L;
      default -> 0L;
    };
  }

  /**
   * May overflow for 10 digits above 9,223,372,036 and for 19 above the largest long: negative
   * then.
   */
  private static long number(String text, int start, int end) {
    long number = 0;
    for (int i = start; i < end; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
