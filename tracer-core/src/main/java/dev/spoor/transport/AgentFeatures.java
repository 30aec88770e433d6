package dev.spoor.transport;

import dev.spoor.json.JsonReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the Agent can do, as {@code /info} tells it. Immutable; a new object means that the Agent
 * was asked again.
 */
public final class AgentFeatures {
  /** Best first; v0.3 answers without rates and is the last resort. All take the same bytes. */
  static final List<String> PREFERRED = List.of("/v0.4/traces", "/v0.3/traces");

  static final String V05 = "/v0.5/traces";

  /** The same for users who asked for v0.5. */
  static final List<String> PREFERRED_V05 = List.of(V05, "/v0.4/traces", "/v0.3/traces");

  /** The first Agent that makes nothing twice of statistics that come from tracers. */
  private static final int[] STATS_VERSION = {7, 65, 0};

  private final List<String> preferred;
  private final String tracesEndpoint;
  private final Map<?, ?> info;

  private AgentFeatures(List<String> preferred, String tracesEndpoint, Map<?, ?> info) {
    this.preferred = preferred;
    this.tracesEndpoint = tracesEndpoint;
    this.info = info;
  }

  /** An Agent that does not say what it can do, but has that endpoint. */
  static AgentFeatures of(List<String> preferred, String tracesEndpoint) {
    return new AgentFeatures(preferred, tracesEndpoint, Map.of());
  }

  /** Reads the body of {@code /info}; null if it does not list an endpoint that we can use. */
  static @Nullable AgentFeatures parse(List<String> preferred, String body) {
    Map<?, ?> info = JsonReader.readObject(body);
    if (info == null || !(info.get("endpoints") instanceof List<?> endpoints)) {
      return null;
    }
    for (String candidate : preferred) {
      if (lists(endpoints, candidate)) {
        return new AgentFeatures(preferred, candidate, info);
      }
    }
    return null;
  }

  /** Paths are listed with or without the slash before them. */
  private static boolean lists(List<?> endpoints, String path) {
    return endpoints.contains(path) || endpoints.contains(path.substring(1));
  }

  /** Whether that path is listed, such as {@code /v0.6/stats}. */
  public boolean has(String path) {
    return info.get("endpoints") instanceof List<?> endpoints && lists(endpoints, path);
  }

  /** All that {@code /info} says, as maps, lists, strings, doubles and booleans. */
  public Map<?, ?> info() {
    return info;
  }

  /** Where traces go. */
  String tracesEndpoint() {
    return tracesEndpoint;
  }

  /** The Agent's version, or null if it did not say. */
  public @Nullable String version() {
    return info.get("version") instanceof String text ? text : null;
  }

  /** What the Agent accepts as a body, {@link Integer#MAX_VALUE} if it did not say. */
  int maxRequestBytes() {
    Double bytes = configured("max_request_bytes");
    return bytes != null && bytes >= 1 ? bytes.intValue() : Integer.MAX_VALUE; // saturates
  }

  /** The port that the Agent takes metrics on, 0 if it did not say. */
  public int statsdPort() {
    Double port = configured("statsd_port");
    return port != null && port >= 1 && port <= 65_535 ? port.intValue() : 0;
  }

  private @Nullable Double configured(String key) {
    return info.get("config") instanceof Map<?, ?> config && config.get(key) instanceof Double value
        ? value
        : null;
  }

  /**
   * Whether statistics are to be computed here and traces that are not kept need not be sent: the
   * endpoint is there, {@code client_drop_p0s} says so, and the version is 7.65.0 at least.
   */
  public boolean takesStats() {
    return has("/v0.6/stats")
        && Boolean.TRUE.equals(info.get("client_drop_p0s"))
        && isAtLeast(version(), STATS_VERSION);
  }

  /** Whether traces go where events of spans have a field of their own. */
  public boolean takesSpanEvents() {
    return tracesEndpoint.equals("/v0.4/traces") && Boolean.TRUE.equals(info.get("span_events"));
  }

  /**
   * Compares versions such as 7.65.0 or 7.66.0-rc.1; something behind the numbers makes a version
   * older than the one with the same numbers and nothing behind them.
   */
  static boolean isAtLeast(@Nullable String version, int[] wanted) {
    if (version == null) {
      return false;
    }
    int at = 0;
    for (int i = 0; i < wanted.length; i++) {
      int number = 0;
      int from = at;
      while (at < version.length() && at - from < 9 && isDigit(version.charAt(at))) {
        number = number * 10 + version.charAt(at++) - '0';
      }
      if (at == from) {
        return false;
      }
      if (number != wanted[i]) {
        return number > wanted[i];
      }
      boolean more = at < version.length() && version.charAt(at) == '.';
      if (i + 1 < wanted.length && !more) {
        return false;
      }
      at += more ? 1 : 0;
    }
    return at == version.length() || version.charAt(at) != '-';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The next older trace endpoint, or null if this is the last one. */
  @Nullable AgentFeatures downgraded() {
    int next = preferred.indexOf(tracesEndpoint) + 1;
    return next < preferred.size() ? new AgentFeatures(preferred, preferred.get(next), info) : null;
  }
}
