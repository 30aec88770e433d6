package dev.spoor.transport;

import dev.spoor.config.AgentAddress;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.host.ContainerId;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends one payload to the Agent and decides what its answer means: the table of status codes, the
 * rates, the choice of endpoint and address. It does not wait and does not repeat; when to try
 * again is for {@link TraceSender}. What else is sent to the Agent goes the same way. Used by the
 * sender thread; only {@link #abort} may be called by another.
 */
final class Delivery implements AgentLine {
  /** What became of a payload. */
  enum Outcome {
    /** The Agent has it. */
    DELIVERED,
    /** Given up and counted; the next one may be sent at once. */
    DROPPED,
    /** Given up and counted; the Agent should be left alone for a while. */
    DROPPED_AGENT_ILL,
    /** The Agent asks to come again later with the same bytes. */
    LATER,
    /** Nobody was there to take it. */
    UNREACHABLE
  }

  static final int MAX_PAYLOAD_BYTES = 5 * 1024 * 1024;

  /** Of v0.4 bytes, out of which a smaller body of v0.5 is made in memory. */
  private static final int MAX_COMPACT_BYTES = 2 * 1024 * 1024;

  private static final long DISCOVERY_INTERVAL_NANOS = 60_000_000_000L;

  /** Not below a slab, which is the unit of sending. */
  private static final int MIN_PAYLOAD_BYTES = TraceQueue.SLAB_BYTES;

  private final LongAdder requests = Counters.of("api.requests.total");
  private final LongAdder errors = Counters.of("api.errors.total");
  private final TransportSettings settings;
  private final AtomicReference<@Nullable Consumer<Map<String, Double>>> onRates;
  private final SenderWork work;
  private final UnsentTraces unsent;
  private final AgentConnection connection;
  private final Discovery discovery;
  private final AgentPresence presence;
  private final ServiceRates rates = new ServiceRates();
  private final boolean socketWasDetected;
  private @Nullable RequestHeaders headers;
  private int payloadLimit;

  /** Nothing but traces may bother the Agent now. */
  private boolean resting;

  /** Something other than traces has failed since it was asked last. */
  private boolean failedAside;

  /** How often in a row the Agent has asked to come again later. */
  private int postponed;

  /**
   * @param defaultSocket tried first if the settings want detection and this file exists
   */
  Delivery(
      TransportSettings settings,
      AtomicReference<@Nullable Consumer<Map<String, Double>>> onRates,
      SenderWork work,
      UnsentTraces unsent,
      String defaultSocket) {
    this.settings = settings;
    this.onRates = onRates;
    this.work = work;
    this.unsent = unsent;
    boolean compact = settings.compactForm() != null;
    this.payloadLimit = compact ? MAX_COMPACT_BYTES : MAX_PAYLOAD_BYTES;
    AgentAddress address = settings.address();
    this.socketWasDetected =
        settings.detectSocket() && address.socket() == null && exists(defaultSocket);
    this.connection =
        new AgentConnection(
            socketWasDetected ? address.withSocket(defaultSocket) : address,
            FlushTickets.nanos(settings.timeout()));
    this.discovery =
        new Discovery(
            connection,
            compact ? AgentFeatures.PREFERRED_V05 : AgentFeatures.PREFERRED,
            DISCOVERY_INTERVAL_NANOS);
    this.presence =
        new AgentPresence(
            connection, settings.queueBytes(), AgentPresence.isOneOff(System.getenv("DYNO")));
  }

  private static boolean exists(String path) {
    try {
      return new File(path).exists();
    } catch (SecurityException e) {
      return false;
    }
  }

  /**
   * Makes sure that the Agent is there and its endpoint is known, so that traces are not taken from
   * the queue for nothing.
   *
   * @throws AgentFailure if it is not there
   */
  void prepare() throws AgentFailure {
    try {
      AgentFeatures features = featuresAnywhere();
      payloadLimit = Math.min(payloadLimit, features.maxRequestBytes());
      work.agentKnown(features);
      work.bodiesUpTo(payloadLimit);
    } catch (AgentFailure e) {
      errors.increment();
      presence.absent(e);
      throw e;
    }
  }

  private AgentFeatures featuresAnywhere() throws AgentFailure {
    try {
      return discovery.features(headers());
    } catch (AgentFailure e) {
      // Only a socket that we found ourselves may be wrong; one that was asked for is not replaced.
      if (!socketWasDetected || connection.address().socket() == null) {
        throw e;
      }
      connection.moveTo(connection.address().withSocket(null));
      headers = null;
      return discovery.features(headers());
    }
  }

  private RequestHeaders headers() {
    RequestHeaders known = headers;
    if (known == null) {
      known = new RequestHeaders(connection.address(), settings, ContainerId.ofProcess());
      headers = known;
    }
    return known;
  }

  /** How many bytes one body may have at most. */
  int payloadLimit() {
    PayloadTag tag = settings.payloadTag();
    return tag == null ? payloadLimit : payloadLimit - tag.entry().length;
  }

  Outcome send(Payload payload) {
    try {
      Reply reply = exchange(payload);
      if (reply.status() == 404 && discovery.endpointMissing()) {
        reply = exchange(payload);
      }
      return judge(reply, payload);
    } catch (AgentFailure e) {
      return failed(e, payload);
    }
  }

  private Reply exchange(Payload payload) throws AgentFailure {
    AgentFeatures features = discovery.features(headers());
    String endpoint = features.tracesEndpoint();
    List<Payload.Part> body = payload.parts(settings.payloadTag());
    CompactForm form = settings.compactForm();
    if (form != null && endpoint.equals(AgentFeatures.V05)) {
      byte[] compact = payload.compact(form, settings.payloadTag());
      if (compact == null) {
        endpoint = AgentFeatures.PREFERRED.get(0);
      } else {
        body = List.of(Payload.Part.of(compact));
      }
    }
    UnsentTraces.Told told = unsent.toTell();
    int length = Payload.length(body);
    byte[] head = headers().traces(endpoint, payload.traces(), length, work.computesStats(), told);
    requests.increment();
    Reply reply = connection.exchange(head, body);
    if (reply.isSuccess()) {
      unsent.told(told);
    }
    replied(reply);
    return reply;
  }

  private void replied(Reply reply) {
    DropCounts.status(reply.status());
    presence.replied();
    discovery.replied(reply);
  }

  // ---- what else is sent

  /** Whether {@link #put}, {@link #post} and {@link #features} do nothing for now. */
  void rest(boolean value) {
    resting = value;
  }

  /** Whether one of them found nobody since this was asked last. */
  boolean takeFailure() {
    boolean failed = failedAside;
    failedAside = false;
    return failed;
  }

  @Override
  public @Nullable AgentFeatures features() {
    if (resting) {
      return null;
    }
    try {
      return featuresAnywhere();
    } catch (AgentFailure e) {
      failedAside(e);
      return null;
    }
  }

  @Override
  public int put(String endpoint, String contentType, String headers, byte[] body) {
    return exchange("PUT", endpoint, contentType, headers, body);
  }

  @Override
  public int post(String endpoint, String contentType, String headers, byte[] body) {
    return exchange("POST", endpoint, contentType, headers, body);
  }

  private int exchange(
      String method, String endpoint, String contentType, String headers, byte[] body) {
    if (resting) {
      return 0;
    }
    try {
      byte[] head = headers().other(method, endpoint, contentType, headers, body.length);
      Reply reply = connection.exchange(head, List.of(Payload.Part.of(body)));
      replied(reply);
      if (reply.status() == 404) {
        discovery.doubt();
      }
      return reply.status();
    } catch (AgentFailure e) {
      failedAside(e);
      return 0;
    }
  }

  private void failedAside(AgentFailure e) {
    errors.increment();
    failedAside = true;
    resting = true;
    if (e.kind == AgentFailure.Kind.UNREACHABLE) {
      presence.absent(e);
    } else {
      Log.debug("Datadog Agent gave no usable reply", e);
    }
  }

  private Outcome judge(Reply reply, Payload payload) {
    int status = reply.status();
    if (reply.isSuccess()) {
      postponed = 0;
      DropCounts.sent(payload);
      tellRates(reply);
      return Outcome.DELIVERED;
    }
    if (status == 408 || status == 429 || status >= 500) {
      tellRates(reply);
      // A few are an Agent that is busy for a moment, and nothing is lost.
      if (++postponed > TraceSender.MAX_RETRIES) {
        tellRefusal(reply, "keeps traces waiting, some are dropped and counted,");
      }
      return Outcome.LATER;
    }
    postponed = 0;
    if (status == 413) {
      payloadLimit = Math.max(MIN_PAYLOAD_BYTES, Math.min(payloadLimit, payload.length()) / 2);
    } else if (status == 404 || status == 415) {
      discovery.endpointMissing();
    }
    DropCounts.dropped(payload, "http-" + status);
    tellRefusal(reply, "refused traces");
    return Outcome.DROPPED;
  }

  private void tellRefusal(Reply reply, String what) {
    String reason = reply.reason();
    Log.once(
        "transport-http-" + reply.status(),
        "Datadog Agent at "
            + connection.address()
            + " "
            + what
            + " with status "
            + reply.status()
            + (reason.isEmpty() ? "" : ": " + reason),
        null);
  }

  private Outcome failed(AgentFailure failure, Payload payload) {
    errors.increment();
    if (failure.kind == AgentFailure.Kind.UNREACHABLE) {
      presence.absent(failure);
      return Outcome.UNREACHABLE;
    }
    String cause = failure.kind == AgentFailure.Kind.TIMEOUT ? "timeout" : "no-reply";
    DropCounts.dropped(payload, cause);
    // One line for both: which of them comes first is chance when an Agent falls ill.
    Log.once(
        "transport-no-reply",
        "Datadog Agent at "
            + connection.address()
            + " gave no usable reply, traces are dropped and counted ("
            + failure.getMessage()
            + ")",
        null);
    return Outcome.DROPPED_AGENT_ILL;
  }

  private void tellRates(Reply reply) {
    Map<String, Double> known = rates.of(reply.body());
    Consumer<Map<String, Double>> consumer = onRates.get();
    if (known == null || consumer == null) {
      return;
    }
    try {
      consumer.accept(known);
    } catch (RuntimeException e) {
      Counters.of("rates.failures").increment();
      Log.once("transport-rates", "Sampling rates could not be applied", e);
    }
  }

  void abort() {
    connection.abort();
  }

  void close() {
    connection.close();
  }
}
