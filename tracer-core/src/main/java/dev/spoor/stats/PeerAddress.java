package dev.spoor.stats;

/**
 * Addresses of peers as the Agent counts them: all IP addresses are one, or there would be a group
 * for each machine. Names stay, and so do addresses that are the same everywhere.
 */
final class PeerAddress {
  static final String BLOCKED = "blocked-ip-address";

  private PeerAddress() {}

  /** Quantises each part of a list with commas; the same object if there is no IP address in it. */
  static String quantise(String value) {
    if (!mayHoldAddress(value)) {
      return value;
    }
    StringBuilder result = new StringBuilder(value.length());
    boolean changed = false;
    String last = null;
    for (String part : value.split(",", -1)) {
      String quantised = one(part.strip());
      changed |= !quantised.equals(part);
      if (!quantised.equals(last)) {
        result.append(last == null ? "" : ",").append(quantised);
      }
      last = quantised;
    }
    return changed ? result.toString() : value;
  }

  private static boolean mayHoldAddress(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c >= '0' && c <= '9') || c == ':') {
        return true;
      }
    }
    return false;
  }

  private static String one(String part) {
    int scheme = part.indexOf("://");
    int from = scheme < 0 ? 0 : scheme + 3;
    while (from < part.length() && part.charAt(from) == '/') {
      from++;
    }
    String rest = part.substring(from);
    String host = host(rest);
    if (host.isEmpty() || isSameEverywhere(host)) {
      return part;
    }
    boolean bracketed = rest.startsWith("[");
    int hostEnd = host.length() + (bracketed ? 2 : 0);
    return part.substring(0, from) + BLOCKED + rest.substring(hostEnd);
  }

  /** The IP address that a text begins with, up to its port or end; "" if it begins with none. */
  private static String host(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end > 0 && isIpv6(text.substring(1, end)) ? text.substring(1, end) : "";
    }
    if (isIpv6(text)) {
      return text;
    }
    int end = 0;
    while (end < text.length()
        && (isDigit(text.charAt(end)) || ".-".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    boolean ends = end == text.length() || text.charAt(end) == ':' || text.charAt(end) == '/';
    return ends && isIpv4(text.substring(0, end)) ? text.substring(0, end) : "";
  }

  private static boolean isSameEverywhere(String host) {
    return host.equals("127.0.0.1")
        || host.equals("::1")
        || host.equals("169.254.169.254")
        || host.equals("fd00:ec2::254")
        || host.equals("169.254.170.2");
  }

  /** Four numbers up to 255, parted by dots, or by dashes as in the names of some clouds. */
  private static boolean isIpv4(String text) {
    int parts = 1;
    int number = -1;
    char separator = text.indexOf('-') >= 0 ? '-' : '.';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == separator && number >= 0) {
        parts++;
        number = -1;
      } else if (isDigit(c)) {
        number = Math.max(number, 0) * 10 + c - '0';
        if (number > 255) {
          return false;
        }
      } else {
        return false;
      }
    }
    return parts == 4 && number >= 0;
  }

  private static boolean isIpv6(String text) {
    int colons = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':') {
        colons++;
      } else if (Character.digit(c, 16) < 0 && c != '.') {
        return false;
      }
    }
    return colons >= 2 && colons <= 7;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
