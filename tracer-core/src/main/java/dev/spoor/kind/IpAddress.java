package dev.spoor.kind;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * An IP address that stood in a header.
 *
 * @param text as it is written in a tag: without port, brackets and zone
 * @param isPrivate whether it belongs to a loopback, private, site-local or link-local network
 */
record IpAddress(String text, boolean isPrivate) {
  private static final int MAX_CHARS = 45;

  /**
   * Reads {@code 1.2.3.4}, {@code 1.2.3.4:80}, {@code ::1}, {@code [::1]} and {@code [::1]:80},
   * perhaps in double quotes. Nothing is ever looked up.
   *
   * @return null for anything else
   */
  static @Nullable IpAddress parse(String value) {
    String text = value.strip();
    if (text.length() >= 2 && text.charAt(0) == '"' && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1).strip();
    }
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? null : six(text.substring(1, end));
    }
    int colon = text.indexOf(':');
    if (colon >= 0 && text.indexOf(':', colon + 1) >= 0) {
      return six(text);
    }
    return four(colon < 0 ? text : text.substring(0, colon));
  }

  private static @Nullable IpAddress four(String text) {
    int[] parts = new int[4];
    int count = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && digits > 0 && count < 3) {
        count++;
        digits = 0;
      } else if (c >= '0' && c <= '9' && digits < 3) {
        parts[count] = parts[count] * 10 + c - '0';
        digits++;
        if (parts[count] > 255) {
          return null;
        }
      } else {
        return null;
      }
    }
    return count == 3 && digits > 0 ? new IpAddress(text, isPrivate(parts[0], parts[1])) : null;
  }

  private static boolean isPrivate(int first, int second) {
    return first == 10
        || first == 127
        || (first == 172 && second >= 16 && second <= 31)
        || (first == 192 && second == 168)
        || (first == 169 && second == 254);
  }

  private static @Nullable IpAddress six(String zoned) {
    int zone = zoned.indexOf('%');
    String text = zone < 0 ? zoned : zoned.substring(0, zone);
    if (text.length() > MAX_CHARS || text.indexOf(':') < 0) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
        return null;
      }
    }
    try {
      // With a colon in it the text is a literal or an error, and no name that anybody is asked
      // for.
      byte[] bytes = InetAddress.getByName(text).getAddress();
      return new IpAddress(text, isPrivate(bytes));
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static boolean isPrivate(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    if (bytes.length == 4) {
      return isPrivate(first, second);
    }
    if (first == 0) {
      for (int i = 1; i < 15; i++) {
        if (bytes[i] != 0) {
          return false;
        }
      }
      return bytes[15] == 1;
    }
    // fc00::/7, and fe80::/10 with fec0::/10 together.
    return (first & 0xfe) == 0xfc || (first == 0xfe && second >= 0x80);
  }
}
