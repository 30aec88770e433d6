package dev.spoor.transport;

import dev.spoor.diag.Counters;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which trace endpoint to use, on the sender thread: once the Agent is there, and again
 * (at most once a minute) when its state changes or the endpoint is gone.
 *
 * <p>An Agent that cannot be reached decides nothing: traces go on waiting. One that answers
 * anything decides for good until something changes.
 */
final class Discovery {
  /** Two empty traces, valid for every version of the endpoint. */
  private static final byte[] PROBE = {(byte) 0x92, (byte) 0x90, (byte) 0x90};

  private static final int NOT_FOUND = 404;

  private final AgentConnection connection;
  private final List<String> preferred;
  private final long minIntervalNanos;
  private @Nullable AgentFeatures features;
  private long lastRun;
  private boolean stale;

  /** The state that the Agent told with the first reply after a discovery. */
  private @Nullable String state;

  /**
   * @param preferred trace endpoints, best first
   * @param minIntervalNanos how much time lies between two discoveries at least
   */
  Discovery(AgentConnection connection, List<String> preferred, long minIntervalNanos) {
    this.connection = connection;
    this.preferred = preferred;
    this.minIntervalNanos = minIntervalNanos;
  }

  /**
   * What the Agent can do, asking it when that is not known or out of date.
   *
   * @throws AgentFailure if it is not known and cannot be found out now
   */
  AgentFeatures features(RequestHeaders headers) throws AgentFailure {
    AgentFeatures known = features;
    if (known != null && !(stale && System.nanoTime() - lastRun >= minIntervalNanos)) {
      return known;
    }
    AgentFeatures found = discover(headers);
    features = found;
    lastRun = System.nanoTime();
    stale = false;
    state = null;
    return found;
  }

  private AgentFeatures discover(RequestHeaders headers) throws AgentFailure {
    Counters.of("discovery.runs").increment();
    AgentFeatures told = ask(headers);
    if (told != null) {
      return told;
    }
    for (String candidate : preferred) {
      byte[] head = headers.traces(candidate, 2, PROBE.length, false, UnsentTraces.Told.NONE);
      Reply reply = connection.exchange(head, List.of(Payload.Part.of(PROBE)));
      if (reply.status() != NOT_FOUND) {
        return AgentFeatures.of(preferred, candidate);
      }
    }
    return AgentFeatures.of(preferred, preferred.get(preferred.size() - 1));
  }

  private @Nullable AgentFeatures ask(RequestHeaders headers) throws AgentFailure {
    try {
      Reply reply = connection.exchange(headers.info(), List.of());
      return reply.status() == 200 ? AgentFeatures.parse(preferred, reply.text()) : null;
    } catch (AgentFailure e) {
      if (e.kind == AgentFailure.Kind.UNREACHABLE || e.kind == AgentFailure.Kind.TIMEOUT) {
        throw e;
      }
      return null; // something listens that cannot do /info; the probes will tell
    }
  }

  /** Compares the state that came with a reply; absent means that the Agent does not tell. */
  void replied(Reply reply) {
    String told = reply.header("datadog-agent-state");
    if (told == null) {
      return;
    }
    if (state == null) {
      state = told;
    } else if (!Objects.equals(state, told)) {
      stale = true;
    }
  }

  /** Something that was found is not there any more: asks again when it may. */
  void doubt() {
    stale = true;
  }

  /**
   * The endpoint that was found is not there (any more): asks again when it may, and goes on with
   * the next older one meanwhile.
   *
   * @return true if there is another endpoint to try at once
   */
  boolean endpointMissing() {
    stale = true;
    AgentFeatures known = features;
    if (known == null || System.nanoTime() - lastRun >= minIntervalNanos) {
      return true;
    }
    AgentFeatures next = known.downgraded();
    if (next == null) {
      return false;
    }
    features = next;
    return true;
  }
}
