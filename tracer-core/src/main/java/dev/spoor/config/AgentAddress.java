package dev.spoor.config;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the Agent listens.
 *
 * @param host name or address, IPv6 without brackets
 * @param port 1 to 65535
 * @param basePath what stands before each path when the Agent is behind a proxy, without a slash at
 *     its end; mostly empty
 * @param socket path of a unix socket, which wins over host and port; null for TCP
 */
public record AgentAddress(String host, int port, String basePath, @Nullable String socket) {
  /** Where the Agent puts its socket if nobody told it otherwise. */
  public static final String USUAL_SOCKET = "/var/run/datadog/apm.socket";

  private static final String DEFAULT_HOST = "localhost";
  private static final int DEFAULT_PORT = 8126;

  /** Where an Agent is if nothing is said. */
  public static final AgentAddress DEFAULT = tcp(DEFAULT_HOST, DEFAULT_PORT);

  /** An Agent at that host and port. */
  public static AgentAddress tcp(String host, int port) {
    return new AgentAddress(host, port, "", null);
  }

  /** {@code http://host:port/base} or {@code unix:///path}. */
  public String url() {
    return socket != null
        ? "unix://".concat(socket)
        : "http://".concat(hostHeader()).concat(basePath);
  }

  /** The value of the Host header; a placeholder when the connection is a unix domain socket. */
  public String hostHeader() {
    boolean six = host.indexOf(':') >= 0;
    StringBuilder text = new StringBuilder(host.length() + 8);
    text.append(six ? "[" : "").append(host).append(six ? "]" : "");
    return text.append(':').append(port).toString();
  }

  /** The path of a request; the Agent answers a doubled slash with a redirect, so none is made. */
  public String path(String endpoint) {
    return basePath.concat(endpoint);
  }

  public AgentAddress withSocket(@Nullable String path) {
    return new AgentAddress(host, port, basePath, path);
  }

  /** As it is told in log lines. */
  @Override
  public String toString() {
    return socket == null ? hostHeader() : socket;
  }

  /** Joins what the four settings say; a malformed one is told and passed over. */
  static AgentAddress of(
      String url, String configuredHost, int port, String socket, List<String> problems) {
    String host = bareHost(configuredHost);
    if (host == null) {
      if (!configuredHost.isEmpty()) {
        problems.add(
            "DD_AGENT_HOST: '"
                + Texts.shown(configuredHost)
                + "' is not a host; using "
                + DEFAULT_HOST);
      }
      host = DEFAULT_HOST;
    }
    String path = socket.startsWith("unix://") ? socket.substring(7) : socket;
    if (!path.isEmpty() && !isPath(path)) {
      problems.add(
          "DD_TRACE_AGENT_UNIX_DOMAIN_SOCKET: '"
              + Texts.shown(socket)
              + "' is not an absolute path; ignored");
      path = "";
    }
    AgentAddress other = tcp(host, port).withSocket(path.isEmpty() ? null : path);
    if (url.isEmpty()) {
      return other;
    }
    AgentAddress address = parse(url, host, port);
    if (address == null) {
      problems.add(
          "DD_TRACE_AGENT_URL: '"
              + Texts.shown(url)
              + "' is not http://host:port or unix:///path; using "
              + other.url());
      return other;
    }
    return address;
  }

  /**
   * Reads {@code http://host[:port][/base]} or {@code unix:///path}; null if it is neither.
   *
   * <p>Settings are read by {@link Config}, which also tells what is wrong.
   */
  public static @Nullable AgentAddress parse(String url) {
    boolean unix = url.regionMatches(true, 0, "unix:", 0, 5);
    AgentAddress parsed = parse(url.strip(), unix ? DEFAULT_HOST : "", DEFAULT_PORT);
    return parsed == null || parsed.host().isEmpty() ? null : parsed;
  }

  /** Host and port fill in for what the URL leaves out. Null if the URL is malformed. */
  private static @Nullable AgentAddress parse(String url, String host, int port) {
    if (url.regionMatches(true, 0, "unix://", 0, 7)) {
      String path = url.substring(7);
      return isPath(path) ? tcp(host, port).withSocket(path) : null;
    }
    return url.regionMatches(true, 0, "http://", 0, 7)
        ? parseAuthority(url.substring(7), host, port)
        : null;
  }

  /**
   * {@code host:port/base}, what a URL has behind its scheme. Host and port fill in for what it
   * leaves out. Null if it is malformed.
   */
  static @Nullable AgentAddress parseAuthority(String rest, String host, int port) {
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String base = slash < 0 ? "" : basePath(rest.substring(slash));
    int portColon = authority.lastIndexOf(':');
    if (portColon < authority.lastIndexOf(']')) {
      portColon = -1;
    }
    String hostPart = portColon < 0 ? authority : authority.substring(0, portColon);
    String urlHost = hostPart.isEmpty() ? host : bareHost(hostPart);
    boolean ambiguous = hostPart.indexOf(':') >= 0 && hostPart.charAt(0) != '[';
    int urlPort = portColon < 0 ? port : port(authority.substring(portColon + 1), port);
    return urlHost == null || base == null || urlPort < 0 || ambiguous
        ? null
        : new AgentAddress(urlHost, urlPort, base, null);
  }

  /** The path without slashes at its end; null if it could not stand in a request line. */
  private static @Nullable String basePath(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c > '~' || c == '?' || c == '#') {
        return null;
      }
    }
    return path.substring(0, end);
  }

  private static boolean isPath(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return text.length() > 1 && new File(text).isAbsolute();
  }

  private static int port(String text, int fallback) {
    if (text.isEmpty()) {
      return fallback;
    }
    int port = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || i > 4) {
        return -1;
      }
      port = port * 10 + c - '0';
    }
    return port >= 1 && port <= 65535 ? port : -1;
  }

  /** The host without brackets, or null if it holds what no host can. */
  static @Nullable String bareHost(String text) {
    boolean bracketed = text.length() > 2 && text.charAt(0) == '[' && text.endsWith("]");
    String host = bracketed ? text.substring(1, text.length() - 1) : text;
    int colons = 0;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      colons += c == ':' ? 1 : 0;
      if (c <= ' ' || c == 127 || "/\\@?#[]\"'<>".indexOf(c) >= 0) {
        return null;
      }
    }
    // One colon is neither a name nor an IPv6 address, but a port in the wrong place.
    return host.isEmpty() || colons == 1 || (bracketed && colons == 0) ? null : host;
  }
}
