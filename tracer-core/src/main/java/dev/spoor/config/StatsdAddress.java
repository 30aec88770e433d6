package dev.spoor.config;

import java.io.File;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where DogStatsD listens.
 *
 * @param host name or address, IPv6 without brackets; of a socket: what stands in for it where it
 *     cannot be used
 * @param port 1 to 65535
 * @param path of the unix socket; "" for UDP
 * @param detected a socket that was found, rather than asked for
 */
public record StatsdAddress(
    Transport transport, String host, int port, String path, boolean detected) {
  /** The port if nobody says otherwise. */
  public static final int DEFAULT_PORT = 8125;

  /** Where the Agent puts its datagram socket if nobody told it otherwise. */
  static final String USUAL_SOCKET = "/var/run/datadog/dsd.socket";

  /** How datagrams get there. */
  public enum Transport {
    UDP,
    UNIX_DATAGRAM,
    UNIX_STREAM
  }

  /** A UDP port; brackets around an IPv6 address are taken off. */
  public static StatsdAddress udp(String host, int port) {
    boolean bracketed = host.length() > 2 && host.charAt(0) == '[' && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return new StatsdAddress(Transport.UDP, bare, port, "", false);
  }

  /** A unix datagram socket. */
  public static StatsdAddress unix(String path) {
    return new StatsdAddress(Transport.UNIX_DATAGRAM, "localhost", DEFAULT_PORT, path, false);
  }

  /**
   * Joins what the settings say: URL, then host (which may be a URL as well), then a socket that is
   * there, then the Agent's host.
   */
  static StatsdAddress of(Resolution found, String agentHost, boolean socketExists) {
    int port = found.get(DiagnosticSettings.DOGSTATSD_PORT).intValue();
    String url = found.get(DiagnosticSettings.DOGSTATSD_URL);
    String host = found.get(DiagnosticSettings.DOGSTATSD_HOST);
    String pipe = found.get(DiagnosticSettings.DOGSTATSD_PIPE);
    StatsdAddress other = named(host, agentHost, port, socketExists, found.problems);
    if (!url.isEmpty()) {
      StatsdAddress parsed = parse(url, port);
      if (parsed != null) {
        return parsed;
      }
      found.problems.add(
          "DD_DOGSTATSD_URL: '"
              + Texts.shown(url)
              + "' is not udp://host:port, unix:///path or unixstream:///path; using "
              + other.url());
    } else if (!pipe.isEmpty()) {
      found.problems.add(
          "DD_DOGSTATSD_PIPE_NAME: pipes are not supported; using ".concat(other.url()));
    }
    return other;
  }

  private static StatsdAddress named(
      String host, String agentHost, int port, boolean socketExists, List<String> problems) {
    StatsdAddress agent = udp(agentHost, port);
    if (host.isEmpty()) {
      return socketExists
          ? new StatsdAddress(Transport.UNIX_DATAGRAM, agentHost, port, USUAL_SOCKET, true)
          : agent;
    }
    StatsdAddress parsed = host.contains("://") ? parse(host, port) : hostOnly(host, port);
    if (parsed == null) {
      problems.add(
          "DD_DOGSTATSD_HOST: '" + Texts.shown(host) + "' is not a host; using " + agent.url());
      return agent;
    }
    return parsed;
  }

  private static @Nullable StatsdAddress hostOnly(String host, int port) {
    String bare = AgentAddress.bareHost(host);
    return bare == null ? null : udp(bare, port);
  }

  public boolean isUnix() {
    return transport != Transport.UDP;
  }

  /** {@code udp://host:port}, {@code unixgram:///path} or {@code unixstream:///path}. */
  public String url() {
    if (transport == Transport.UDP) {
      boolean six = host.indexOf(':') >= 0;
      StringBuilder url = new StringBuilder("udp://");
      return url.append(six ? "[" : "")
          .append(host)
          .append(six ? "]:" : ":")
          .append(port)
          .toString();
    }
    return (transport == Transport.UNIX_STREAM ? "unixstream://" : "unixgram://").concat(path);
  }

  /**
   * Reads {@code udp://host[:port]}, {@code unix:///path} and {@code unixgram:///path} (datagrams),
   * or {@code unixstream:///path}.
   *
   * @param port stands in for one that is not there
   * @return null if it is none of these
   */
  public static @Nullable StatsdAddress parse(String url, int port) {
    int colon = url.indexOf("://");
    if (colon < 0) {
      return null;
    }
    String rest = url.substring(colon + 3);
    return switch (url.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "udp" -> parseUdp(rest, port);
      case "unix", "unixgram" -> isPath(rest) ? unix(rest) : null;
      case "unixstream" ->
          isPath(rest)
              ? new StatsdAddress(Transport.UNIX_STREAM, "localhost", port, rest, false)
              : null;
      default -> null;
    };
  }

  private static @Nullable StatsdAddress parseUdp(String rest, int port) {
    // The same grammar as the Agent's, host and port included.
    AgentAddress parsed = AgentAddress.parseAuthority(rest, "", port);
    if (parsed == null || parsed.host().isEmpty() || !parsed.basePath().isEmpty()) {
      return null;
    }
    return udp(parsed.host(), parsed.port());
  }

  private static boolean isPath(String text) {
    return text.length() > 1 && text.indexOf('\0') < 0 && new File(text).isAbsolute();
  }
}
