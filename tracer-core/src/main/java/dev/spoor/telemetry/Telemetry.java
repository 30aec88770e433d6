package dev.spoor.telemetry;

import dev.spoor.config.Config;
import dev.spoor.config.DiagnosticSettings;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.transport.AgentFeatures;
import dev.spoor.transport.AgentLine;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Says that the application started, that it lives, and that it ends. Everything happens on the
 * sender's thread, after spans have been sent.
 *
 * <p>An Agent that does not list the endpoint, or answers 404, is left alone. A message that could
 * not be sent is tried again, at most every ten seconds; the next one waits until then.
 */
public final class Telemetry {
  private static final String PROXY = "/telemetry/proxy/";
  private static final String ENDPOINT = "/telemetry/proxy/api/v2/apmtelemetry";
  private static final long RETRY_NANOS = 10_000_000_000L;
  private static final long EXTENDED_NANOS = 24 * 3_600_000_000_000L;
  private static final int NOT_FOUND = 404;

  private final Messages messages;
  private final long heartbeatNanos;
  private boolean off;
  private boolean started;
  private long sequence = 1;
  private long nextHeartbeat;
  private long nextExtended;
  private long notBefore;
  private boolean failed;
  private List<Integrations.Integration> told = List.of();

  public Telemetry(Config config) {
    this.messages = new Messages(config);
    this.heartbeatNanos = config.get(DiagnosticSettings.TELEMETRY_HEARTBEAT) * 1_000_000;
  }

  /**
   * Sends what is due.
   *
   * @param now {@code nanoTime}
   */
  public void everySecond(AgentLine agent, long now) {
    if (off || (failed && now - notBefore < 0) || !isWanted(agent)) {
      return;
    }
    try {
      sendDue(agent, now);
    } catch (RuntimeException e) {
      off = true;
      Log.once("telemetry", "Telemetry is switched off", e);
    }
  }

  private void sendDue(AgentLine agent, long now) {
    if (!started) {
      started = send(agent, now, "app-started", messages.started());
      nextHeartbeat = now + heartbeatNanos;
      nextExtended = now + EXTENDED_NANOS;
    }
    List<Integrations.Integration> current = Integrations.known();
    if (started && !current.equals(told)) {
      if (send(agent, now, "app-integrations-change", messages.integrations(current))) {
        told = current;
      }
    }
    if (started && now - nextHeartbeat >= 0) {
      if (send(agent, now, "app-heartbeat", "{}")) {
        nextHeartbeat = now + heartbeatNanos;
      }
    }
    if (started && now - nextExtended >= 0) {
      if (send(agent, now, "app-extended-heartbeat", messages.extended(current))) {
        nextExtended = now + EXTENDED_NANOS;
      }
    }
  }

  /** The last message, if there was a first one. */
  public void close(AgentLine agent, long now) {
    if (!started) {
      everySecond(agent, now);
    }
    if (started && !off) {
      send(agent, now, "app-closing", "{}");
    }
  }

  private static boolean isWanted(AgentLine agent) {
    AgentFeatures features = agent.features();
    return features != null && features.has(PROXY);
  }

  private boolean send(AgentLine agent, long now, String type, String payload) {
    if (off || (failed && now - notBefore < 0)) {
      return false;
    }
    String body = messages.envelope(type, sequence, System.currentTimeMillis() / 1000, payload);
    int status =
        agent.post(
            ENDPOINT,
            "application/json; charset=utf-8",
            messages.headers(type),
            body.getBytes(StandardCharsets.UTF_8));
    failed = status < 200 || status >= 300;
    if (failed) {
      Counters.of("telemetry.failures").increment();
      notBefore = now + RETRY_NANOS;
      off = status == NOT_FOUND;
      return false;
    }
    sequence++;
    return true;
  }
}
