package dev.spoor.kind;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a router in front of this process tells in headers. Pure text functions; never throw. */
final class RouterHeaders {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int SECONDS_DIGITS = 10;

  /** Before 2001: not a time. */
  private static final long MIN_SECONDS = 1_000_000_000L;

  /** A longer wait is a clock that is wrong. */
  private static final long MAX_NANOS = 60 * NANOS_PER_SECOND;

  private RouterHeaders() {}

  /**
   * The client's address: the last public one in {@code X-Forwarded-For}, since each router appends
   * the address that it was called from and only what comes before can be made up by the client;
   * without any, the peer's.
   */
  static @Nullable String clientIp(@Nullable String forwardedFor, @Nullable String peer) {
    if (forwardedFor == null) {
      return peer;
    }
    int end = forwardedFor.length();
    while (end > 0) {
      int comma = forwardedFor.lastIndexOf(',', end - 1);
      String address = forwardedFor.substring(comma + 1, end).trim();
      if (looksLikeAddress(address) && !isPrivate(address)) {
        return address;
      }
      end = comma;
    }
    return peer;
  }

  private static boolean looksLikeAddress(String text) {
    if (text.isEmpty() || text.length() > 45) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.digit(c, 16) < 0 && c != '.' && c != ':') {
        return false;
      }
    }
    return true;
  }

  /** Loopback, private and link-local networks. */
  private static boolean isPrivate(String address) {
    if (address.indexOf(':') >= 0) {
      String lower = address.toLowerCase(Locale.ROOT);
      return lower.equals("::1")
          || lower.startsWith("fe80:")
          || lower.startsWith("fc")
          || lower.startsWith("fd");
    }
    if (address.startsWith("172.")) {
      int dot = address.indexOf('.', 4);
      String second = dot < 0 ? "" : address.substring(4, dot);
      return second.length() == 2 && second.compareTo("16") >= 0 && second.compareTo("31") <= 0;
    }
    return address.startsWith("10.")
        || address.startsWith("192.168.")
        || address.startsWith("127.")
        || address.startsWith("169.254.");
  }

  /**
   * How long the request waited before it came here, from {@code X-Request-Start}: {@code
   * <milliseconds>} as Heroku writes it, {@code t=<seconds>.<fraction>} as nginx, {@code
   * t=<microseconds>} as Apache. Ten digits are the seconds, the rest is the fraction.
   *
   * @param startNanos when it came here, nanoseconds since the epoch
   * @return milliseconds, 0 when the clocks disagree slightly, -1 for "not known"
   */
  static double queueMillis(@Nullable String header, long startNanos) {
    if (header == null || header.length() > 40) {
      return -1;
    }
    long seconds = 0;
    long fraction = 0;
    long unit = NANOS_PER_SECOND;
    int digits = 0;
    for (int i = 0; i < header.length(); i++) {
      int digit = header.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        continue;
      }
      digits++;
      if (digits <= SECONDS_DIGITS) {
        seconds = seconds * 10 + digit;
      } else if (unit > 1) {
        unit /= 10;
        fraction += digit * unit;
      }
    }
    if (digits < SECONDS_DIGITS || seconds < MIN_SECONDS) {
      return -1;
    }
    long waited = startNanos - (seconds * NANOS_PER_SECOND + fraction);
    if (waited > MAX_NANOS || waited < -MAX_NANOS) {
      return -1;
    }
    return Math.max(0, waited) / 1e6;
  }
}
