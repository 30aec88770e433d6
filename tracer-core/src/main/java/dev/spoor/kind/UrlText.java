package dev.spoor.kind;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts URLs together for tags and cleans those that came whole. User names and passwords before the
 * host, and session ids in the path, never come through; queries are the business of {@link
 * QueryStringRedactor}. Never throws.
 */
final class UrlText {
  private static final String SESSION = ";jsessionid=";

  private UrlText() {}

  /** The decoded path without a session id; a broken escape stays as it is. */
  static String path(String rawPath) {
    String path = withoutSession(rawPath);
    return path.indexOf('%') < 0 ? path : decode(path);
  }

  /**
   * {@code scheme://host[:port]path}; ports 80 of http and 443 of https are left out.
   *
   * @param host with or without a port, as a Host header has it; null gives the path alone
   */
  static String url(@Nullable String scheme, @Nullable String host, String path) {
    if (host == null || host.isEmpty()) {
      return path;
    }
    String known = scheme == null || scheme.isEmpty() ? "http" : scheme;
    String clean = withoutUser(host);
    int cut = clean.length() - defaultPort(known, clean);
    StringBuilder url = new StringBuilder(known.length() + cut + path.length() + 4);
    url.append(known).append("://").append(clean, 0, cut);
    if (!path.isEmpty() && path.charAt(0) != '/') {
      url.append('/');
    }
    return url.append(path).toString();
  }

  /** The host of a Host header: no port, no brackets. */
  static @Nullable String hostname(@Nullable String host) {
    if (host == null) {
      return null;
    }
    String clean = withoutUser(host);
    if (clean.startsWith("[")) {
      int end = clean.indexOf(']');
      return end < 0 ? clean.substring(1) : clean.substring(1, end);
    }
    int colon = clean.indexOf(':');
    // More than one colon without brackets is a bare IPv6 address.
    return colon < 0 || clean.indexOf(':', colon + 1) >= 0 ? clean : clean.substring(0, colon);
  }

  /**
   * A whole URL as {@code http.url} has it: without user, session id, query and fragment. Text that
   * is no URL comes back as it is, less what stands before an at sign.
   */
  static String clean(String url) {
    int end = url.length();
    for (int i = 0; i < end; i++) {
      if (url.charAt(i) == '?' || url.charAt(i) == '#') {
        end = i;
      }
    }
    String text = url.substring(0, end);
    int scheme = text.indexOf("://");
    if (scheme < 0) {
      return path(withoutUser(text));
    }
    String rest = text.substring(scheme + 3);
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash);
    // A password with a slash in it: what looks like the host is the user, and a port is no number.
    if (authority.indexOf('@') < 0 && path.indexOf('@') >= 0 && !isHost(authority)) {
      String behind = withoutUser(path);
      slash = behind.indexOf('/');
      authority = slash < 0 ? behind : behind.substring(0, slash);
      path = slash < 0 ? "" : behind.substring(slash);
    }
    return url(text.substring(0, scheme), authority, path(path));
  }

  private static String withoutUser(String text) {
    int at = text.lastIndexOf('@');
    return at < 0 ? text : text.substring(at + 1);
  }

  private static boolean isHost(String authority) {
    int colon = authority.lastIndexOf(':');
    for (int i = colon + 1; colon >= 0 && i < authority.length(); i++) {
      char c = authority.charAt(i);
      if ((c < '0' || c > '9') && c != ']') {
        return authority.startsWith("[");
      }
    }
    return true;
  }

  /** How many characters at the end of the host are a port that goes without saying. */
  private static int defaultPort(String scheme, String host) {
    String port =
        scheme.equalsIgnoreCase("http") ? ":80" : scheme.equalsIgnoreCase("https") ? ":443" : "";
    int at = host.length() - port.length();
    boolean own = host.indexOf(':') == at || (at > 0 && host.charAt(at - 1) == ']');
    return own && host.endsWith(port) ? port.length() : 0;
  }

  private static String withoutSession(String path) {
    int semicolon = path.indexOf(';');
    while (semicolon >= 0 && !path.regionMatches(true, semicolon, SESSION, 0, SESSION.length())) {
      semicolon = path.indexOf(';', semicolon + 1);
    }
    if (semicolon < 0) {
      return path;
    }
    int end = semicolon + SESSION.length();
    while (end < path.length() && path.charAt(end) != '/' && path.charAt(end) != ';') {
      end++;
    }
    return withoutSession(path.substring(0, semicolon).concat(path.substring(end)));
  }

  private static String decode(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    int out = 0;
    for (int i = 0; i < bytes.length; i++, out++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (low < 0) {
        bytes[out] = bytes[i];
      } else {
        bytes[out] = (byte) (high << 4 | low);
        i += 2;
      }
    }
    return new String(bytes, 0, out, StandardCharsets.UTF_8);
  }
}
