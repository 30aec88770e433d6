package dev.spoor.transport;

import org.jspecify.annotations.Nullable;

/**
 * Where the Agent listens.
 *
 * @param host name or address without brackets
 * @param basePath what stands before each path, without a slash at its end; mostly empty
 * @param socketPath a unix domain socket, which then wins over host and port
 */
record AgentAddress(String host, int port, String basePath, @Nullable String socketPath) {
  /** The value of the Host header; a placeholder when the connection is a unix domain socket. */
  String hostHeader() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** The path of a request; the Agent answers a doubled slash with a redirect, so none is made. */
  String path(String endpoint) {
    return basePath + endpoint;
  }

  AgentAddress withSocket(String path) {
    return new AgentAddress(host, port, basePath, path);
  }

  AgentAddress withoutSocket() {
    return new AgentAddress(host, port, basePath, null);
  }

  /** As it is told in log lines. */
  @Override
  public String toString() {
    return socketPath == null ? hostHeader() : socketPath;
  }
}
