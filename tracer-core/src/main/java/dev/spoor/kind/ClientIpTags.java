package dev.spoor.kind;

import dev.spoor.propagation.HeaderGetter;
import dev.spoor.trace.Span;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tags that tell whom a request came from ({@code DD_TRACE_CLIENT_IP_ENABLED}): {@code
 * http.client_ip} as routers' headers have it, {@code network.client.ip} of the connection, and the
 * headers themselves as {@code http.forwarded*}.
 *
 * <p>Headers are asked in a fixed order. The first public address wins, whatever header it is in;
 * without any, the peer's if it is public; else the first private one; else the peer's. A header
 * that the settings name is the only one asked. Any client can make such a header up.
 */
final class ClientIpTags {
  private static final String[] HEADERS = {
    "x-forwarded-for",
    "x-real-ip",
    "true-client-ip",
    "x-client-ip",
    "forwarded",
    "forwarded-for",
    "x-cluster-client-ip",
    "fastly-client-ip",
    "cf-connecting-ip",
    "cf-connecting-ipv6"
  };

  private static final String[] RAW = {
    "forwarded", "http.forwarded",
    "x-forwarded-proto", "http.forwarded.proto",
    "x-forwarded-host", "http.forwarded.host",
    "x-forwarded-for", "http.forwarded.ip",
    "x-forwarded-port", "http.forwarded.port"
  };

  private final String[] headers;
  private final boolean resolve;

  /**
   * @param header the only one to ask; "" for the usual ones
   * @param resolve whether {@code http.client_ip} is set at all
   */
  ClientIpTags(String header, boolean resolve) {
    this.headers = header.isEmpty() ? HEADERS : new String[] {header.toLowerCase(Locale.ROOT)};
    this.resolve = resolve;
  }

  <C> void set(Span span, C carrier, HeaderGetter<C> getter, @Nullable String peer) {
    for (int i = 0; i < RAW.length; i += 2) {
      span.setTag(RAW[i + 1], getter.get(carrier, RAW[i]));
    }
    IpAddress connected = peer == null ? null : IpAddress.parse(peer);
    span.setTag("network.client.ip", connected == null ? peer : connected.text());
    if (resolve) {
      IpAddress client = client(carrier, getter, connected);
      span.setTag("http.client_ip", client == null ? null : client.text());
    }
  }

  private <C> @Nullable IpAddress client(
      C carrier, HeaderGetter<C> getter, @Nullable IpAddress peer) {
    IpAddress found = null;
    for (String header : headers) {
      String value = getter.get(carrier, header);
      if (value != null) {
        IpAddress address = best(value);
        if (address != null && !address.isPrivate()) {
          return address;
        }
        found = found == null ? address : found;
      }
    }
    return peer != null && (found == null || !peer.isPrivate()) ? peer : found;
  }

  /** The first public address of a list, else the first one, else null. */
  private static @Nullable IpAddress best(String value) {
    IpAddress first = null;
    int from = 0;
    while (from < value.length()) {
      int comma = value.indexOf(',', from);
      int to = comma < 0 ? value.length() : comma;
      IpAddress address = element(value.substring(from, to));
      if (address != null && !address.isPrivate()) {
        return address;
      }
      first = first == null ? address : first;
      from = to + 1;
    }
    return first;
  }

  /** A bare address, or the one that {@code for=} names among the pairs of RFC 7239. */
  private static @Nullable IpAddress element(String text) {
    if (text.indexOf('=') < 0) {
      return IpAddress.parse(text);
    }
    int from = 0;
    while (from < text.length()) {
      int semicolon = text.indexOf(';', from);
      int to = semicolon < 0 ? text.length() : semicolon;
      String pair = text.substring(from, to).strip();
      if (pair.regionMatches(true, 0, "for=", 0, 4)) {
        return IpAddress.parse(pair.substring(4));
      }
      from = to + 1;
    }
    return null;
  }
}
