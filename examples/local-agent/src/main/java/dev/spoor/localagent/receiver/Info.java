package dev.spoor.localagent.receiver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What {@code /info} answers, and its hash: an Agent puts that on every other answer, so that
 * tracers notice when it was reconfigured. Immutable.
 */
public final class Info {
  /** Of which Agent this one takes the place. */
  public static final String AGENT_VERSION = "7.70.0";

  private final String body;
  private final String state;

  /**
   * @param port where tracers send to
   * @param statsdPort where DogStatsD is listened for; 0 if it is not
   */
  public Info(int port, int statsdPort, int maxRequestBytes) {
    // Sampled-out traces are wanted here too, hence client_drop_p0s is false. v1.0 is taken but not
    // listed: Agents list it only when told to, and what we read of it is less than of v0.4.
    body =
        """
        {
        	"version": "%s",
        	"endpoints": [
        		"/v0.3/traces",
        		"/v0.4/traces",
        		"/v0.5/traces",
        		"/v0.7/traces",
        		"/v0.6/stats",
        		"/dogstatsd/v2/proxy",
        		"/telemetry/proxy/"
        	],
        	"client_drop_p0s": false,
        	"span_meta_structs": true,
        	"long_running_spans": true,
        	"span_events": true,
        	"peer_tags": [],
        	"span_kinds_stats_computed": ["server", "consumer", "client", "producer"],
        	"obfuscation_version": 1,
        	"config": {
        		"default_env": "none",
        		"target_tps": 10,
        		"max_eps": 200,
        		"receiver_port": %d,
        		"receiver_timeout": 0,
        		"max_request_bytes": %d,
        		"statsd_port": %d
        	}
        }
        """
            .formatted(AGENT_VERSION, port, maxRequestBytes, statsdPort);
    state = sha256(body);
  }

  public Reply reply() {
    return Reply.json(body);
  }

  /** Hash of the body, lower-case hex. */
  public String state() {
    return state;
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
