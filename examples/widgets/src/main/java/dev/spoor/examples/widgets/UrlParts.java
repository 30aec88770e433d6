package dev.spoor.examples.widgets;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A server's URL, {@code scheme://user:password@host:port/path?query}, taken apart and decoded.
 *
 * <p>Not {@link java.net.URI}: that one refuses passwords with characters which people put into
 * such URLs all the time, and shows the whole URL in its exception. The user ends at the first
 * colon, the password at the last {@code @}; either may be percent-encoded. The query stays as it
 * is.
 *
 * @param port -1 when absent
 */
record UrlParts(
    String scheme,
    @Nullable String user,
    @Nullable String password,
    String host,
    int port,
    String path,
    String query) {

  /** Returns null for text that is no such URL. */
  static @Nullable UrlParts parse(String url) {
    int schemeEnd = url.indexOf("://");
    if (schemeEnd <= 0) {
      return null;
    }
    String rest = url.substring(schemeEnd + 3);
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : rest.substring(question + 1);
    String beforeQuery = question < 0 ? rest : rest.substring(0, question);
    int slash = beforeQuery.indexOf('/');
    String authority = slash < 0 ? beforeQuery : beforeQuery.substring(0, slash);
    String path = slash < 0 ? "" : decode(beforeQuery.substring(slash + 1));

    int at = authority.lastIndexOf('@');
    String login = at < 0 ? "" : authority.substring(0, at);
    int colon = login.indexOf(':');
    String user = colon < 0 ? login : login.substring(0, colon);
    String address = authority.substring(at + 1);
    // The colons inside the brackets of an IPv6 address start no port.
    int portColon = address.indexOf(':', address.lastIndexOf(']') + 1);
    String host = portColon < 0 ? address : address.substring(0, portColon);
    int port = portColon < 0 ? -1 : port(address.substring(portColon + 1));
    if (host.isEmpty() || port == 0) {
      return null;
    }
    return new UrlParts(
        url.substring(0, schemeEnd),
        user.isEmpty() ? null : decode(user),
        colon < 0 ? null : decode(login.substring(colon + 1)),
        host,
        port,
        path,
        query);
  }

  /** Returns -1 for empty text, 0 for what is no port. */
  private static int port(String text) {
    if (text.isEmpty()) {
      return -1;
    }
    try {
      int port = Integer.parseInt(text);
      return port > 0 && port <= 65535 ? port : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Percent-decoding only: a plus stays a plus, a lone percent sign stays what it is. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
      if (low < 0) {
        out.write(in[i]);
      } else {
        out.write(high << 4 | low);
        i += 2;
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Without user, password and query, which may hold secrets. */
  @Override
  public String toString() {
    return scheme + "://" + host + (port < 0 ? "" : ":" + port) + "/" + path;
  }
}
