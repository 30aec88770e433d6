package dev.spoor.kind;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whom a request came from, when there are routers in between. Never throws. */
final class ClientAddress {
  private ClientAddress() {}

  /**
   * The client's address: the last public one in {@code X-Forwarded-For}, since each router appends
   * the address that it was called from and only what comes before can be made up by the client;
   * without any, the peer's.
   */
  static @Nullable String of(@Nullable String forwardedFor, @Nullable String peer) {
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
}
