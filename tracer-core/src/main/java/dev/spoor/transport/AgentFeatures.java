package dev.spoor.transport;

import dev.spoor.json.JsonReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the Agent can do, as far as it matters here.
 *
 * @param tracesEndpoint where traces go; all versions that we choose from take the same bytes
 * @param version the Agent's version, or null if it did not say
 * @param maxRequestBytes what it accepts as a body, {@link Integer#MAX_VALUE} if it did not say
 */
record AgentFeatures(String tracesEndpoint, @Nullable String version, int maxRequestBytes) {
  /** Best first; v0.3 answers without rates and is the last resort. */
  static final List<String> PREFERRED = List.of("/v0.4/traces", "/v0.3/traces");

  static AgentFeatures of(String tracesEndpoint) {
    return new AgentFeatures(tracesEndpoint, null, Integer.MAX_VALUE);
  }

  /** Reads the body of {@code /info}; null if it does not list an endpoint that we can use. */
  static @Nullable AgentFeatures parse(String body) {
    Map<?, ?> info = JsonReader.readObject(body);
    if (info == null || !(info.get("endpoints") instanceof List<?> endpoints)) {
      return null;
    }
    for (String candidate : PREFERRED) {
      if (endpoints.contains(candidate) || endpoints.contains(candidate.substring(1))) {
        String version = info.get("version") instanceof String text ? text : null;
        return new AgentFeatures(candidate, version, maxRequestBytes(info));
      }
    }
    return null;
  }

  private static int maxRequestBytes(Map<?, ?> info) {
    if (info.get("config") instanceof Map<?, ?> config
        && config.get("max_request_bytes") instanceof Double bytes
        && bytes >= 1) {
      return bytes.intValue(); // saturates
    }
    return Integer.MAX_VALUE;
  }

  /** The next older trace endpoint, or null if this is the last one. */
  @Nullable AgentFeatures downgraded() {
    int next = PREFERRED.indexOf(tracesEndpoint) + 1;
    return next < PREFERRED.size()
        ? new AgentFeatures(PREFERRED.get(next), version, maxRequestBytes)
        : null;
  }
}
