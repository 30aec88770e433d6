package dev.spoor.statsd;

import dev.spoor.config.StatsdAddress;
import dev.spoor.diag.Log;
import java.io.IOException;

/** Opens what an address asks for, as far as this JVM can. */
final class Links {
  private Links() {}

  static Link open(StatsdAddress address) throws IOException {
    return switch (address.transport()) {
      case UDP -> UdpLink.open(address.host(), address.port());
      case UNIX_DATAGRAM -> DatagramSocketLink.open(address.path());
      case UNIX_STREAM -> StreamLink.open(address.path());
    };
  }

  /**
   * The address itself, or UDP in its place where unix datagram sockets cannot be used: they need
   * JDK 22, and one that was only found by itself must not make the JVM print a warning.
   */
  static StatsdAddress usable(StatsdAddress address) {
    if (address.transport() != StatsdAddress.Transport.UNIX_DATAGRAM) {
      return address;
    }
    if (address.detected() ? NativeCalls.isPermitted() : NativeCalls.isSupported()) {
      return address;
    }
    StatsdAddress instead = StatsdAddress.udp(address.host(), address.port());
    if (!address.detected()) {
      Log.once(
          "statsd-unix",
          "Unix datagram sockets need JDK 22 or newer; metrics go to "
              + instead.url()
              + " instead of "
              + address.path(),
          null);
    }
    return instead;
  }
}
