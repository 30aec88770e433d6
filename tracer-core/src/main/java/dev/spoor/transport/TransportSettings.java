package dev.spoor.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that the transport wants to know, with defaults in {@link #DEFAULTS}; each {@code with}
 * method gives a changed copy.
 *
 * @param host name or address of the Agent; an IPv6 address without brackets
 * @param port 1 to 65535
 * @param basePath what stands before each path when the Agent is behind a proxy, else empty
 * @param socketPath a unix domain socket that is used instead of host and port, or null
 * @param detectSocket use the Agent's default socket if that file exists, host and port otherwise
 * @param timeout for connecting, and again for one request with its reply
 * @param flushInterval how long a trace waits at most before an attempt to send it
 * @param queueBytes upper bound of the memory in which traces wait
 * @param externalEnv value of the variable DD_EXTERNAL_ENV, or null
 * @param processTags {@code key:value} list with commas for X-Datadog-Process-Tags, or null
 */
public record TransportSettings(
    String host,
    int port,
    String basePath,
    @Nullable String socketPath,
    boolean detectSocket,
    Duration timeout,
    Duration flushInterval,
    long queueBytes,
    @Nullable String externalEnv,
    @Nullable String processTags) {

  private static final int DEFAULT_PORT = 8126;
  private static final long MIB = 1024 * 1024;

  /** Where an Agent listens if nothing is said, and everything else as it is without settings. */
  public static final TransportSettings DEFAULTS =
      new TransportSettings(
          "localhost",
          DEFAULT_PORT,
          "",
          null,
          false,
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          queueBytesFor(Runtime.getRuntime().maxMemory()),
          null,
          null);

  public TransportSettings {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(basePath, "basePath");
    Objects.requireNonNull(timeout, "timeout");
    Objects.requireNonNull(flushInterval, "flushInterval");
    // Constant messages: this runs before main, and joining strings wakes a good part of the JDK.
    require(!host.isBlank(), "host is empty");
    require(port >= 1 && port <= 65_535, "port is not between 1 and 65535");
    require(!basePath.endsWith("/"), "basePath ends with a slash");
    require(!timeout.isNegative() && !timeout.isZero(), "timeout is not positive");
    require(!flushInterval.isNegative() && !flushInterval.isZero(), "interval is not positive");
    require(queueBytes >= TraceQueue.SLAB_BYTES, "queueBytes is below 131072");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** A sixty-fourth of the heap, at least 1 MiB and at most 16 MiB. */
  public static long queueBytesFor(long maxHeapBytes) {
    return Math.max(MIB, Math.min(16 * MIB, maxHeapBytes / 64));
  }

  /**
   * The Agent at a URL: {@code http://host[:port][/base]} or {@code unix:///path}.
   *
   * @throws IllegalArgumentException if it is neither; the message is fit for a log line
   */
  public TransportSettings withUrl(String url) {
    Objects.requireNonNull(url, "url");
    URI uri = parse(url);
    String path = uri.getPath() == null ? "" : uri.getPath();
    if ("unix".equalsIgnoreCase(uri.getScheme())) {
      require(!path.isEmpty(), "the Agent's URL names no socket");
      return withSocket(path);
    }
    require("http".equalsIgnoreCase(uri.getScheme()), "the Agent's URL is not http: or unix:");
    String name = uri.getHost();
    require(name != null && !name.isEmpty(), "the Agent's URL names no host");
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    int chosen = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    return withAddress(name, chosen).withBasePath(path.substring(0, end));
  }

  private static URI parse(String url) {
    try {
      return URI.create(url.strip());
    } catch (IllegalArgumentException e) {
      // Its message would repeat the URL, which may hold a password.
      throw new IllegalArgumentException("the Agent's URL cannot be read");
    }
  }

  /** An Agent at that host and port; brackets around an IPv6 address are taken off. */
  public TransportSettings withAddress(String newHost, int newPort) {
    Objects.requireNonNull(newHost, "host");
    String plain =
        newHost.startsWith("[") && newHost.endsWith("]")
            ? newHost.substring(1, newHost.length() - 1)
            : newHost;
    return new TransportSettings(
        plain,
        newPort,
        basePath,
        null,
        false,
        timeout,
        flushInterval,
        queueBytes,
        externalEnv,
        processTags);
  }

  private TransportSettings withBasePath(String newPath) {
    return new TransportSettings(
        host,
        port,
        newPath,
        socketPath,
        detectSocket,
        timeout,
        flushInterval,
        queueBytes,
        externalEnv,
        processTags);
  }

  /** An Agent at a unix domain socket; {@code unix://} before the path is taken off. */
  public TransportSettings withSocket(String path) {
    Objects.requireNonNull(path, "path");
    String plain = path.startsWith("unix://") ? path.substring("unix://".length()) : path;
    return new TransportSettings(
        host, port, "", plain, false, timeout, flushInterval, queueBytes, externalEnv, processTags);
  }

  /** Looks for the Agent's default socket first; for when no address was configured at all. */
  public TransportSettings withSocketDetection(boolean detect) {
    return new TransportSettings(
        host,
        port,
        basePath,
        socketPath,
        detect,
        timeout,
        flushInterval,
        queueBytes,
        externalEnv,
        processTags);
  }

  public TransportSettings withTimeout(Duration newTimeout) {
    return new TransportSettings(
        host,
        port,
        basePath,
        socketPath,
        detectSocket,
        newTimeout,
        flushInterval,
        queueBytes,
        externalEnv,
        processTags);
  }

  public TransportSettings withFlushInterval(Duration newInterval) {
    return new TransportSettings(
        host,
        port,
        basePath,
        socketPath,
        detectSocket,
        timeout,
        newInterval,
        queueBytes,
        externalEnv,
        processTags);
  }

  public TransportSettings withQueueBytes(long newBytes) {
    return new TransportSettings(
        host,
        port,
        basePath,
        socketPath,
        detectSocket,
        timeout,
        flushInterval,
        newBytes,
        externalEnv,
        processTags);
  }

  /** Header values about this process; null leaves a header out. */
  public TransportSettings withProcess(@Nullable String newExternalEnv, @Nullable String newTags) {
    return new TransportSettings(
        host,
        port,
        basePath,
        socketPath,
        detectSocket,
        timeout,
        flushInterval,
        queueBytes,
        newExternalEnv,
        newTags);
  }

  AgentAddress address() {
    return new AgentAddress(host, port, basePath, socketPath);
  }
}
