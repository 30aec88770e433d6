package dev.spoor.stats;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.transport.AgentFeatures;
import dev.spoor.transport.AgentLine;
import dev.spoor.wire.DecodedStats;
import dev.spoor.wire.StatsEncoder;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends what {@link SpanStats} counted, and tells it whether the Agent wants it. Everything here
 * happens on the sender's thread.
 *
 * <p>A payload that the Agent could not take waits for the next second, up to a minute's worth;
 * after that the oldest is given up and counted. An Agent without the endpoint gets nothing.
 */
public final class StatsSender {
  private static final LongAdder PAYLOADS = Counters.of("stats.flush_payloads");
  private static final LongAdder ERRORS = Counters.of("stats.flush_errors");
  private static final LongAdder DOWNGRADES = Counters.of("stats.agent_downgrades");

  private static final String ENDPOINT = "/v0.6/stats";
  private static final int MAX_WAITING = 6;

  private final SpanStats stats;
  private final DecodedStats process;
  private final StatsEncoder encoder = new StatsEncoder();
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private long sequence;

  /** What the plan was made of; features are replaced as a whole. */
  private Object agreedWith = this;

  /**
   * @param process a payload without buckets: who sends them
   */
  public StatsSender(SpanStats stats, DecodedStats process) {
    this.stats = stats;
    this.process = process;
  }

  /** Whether the spans that are sent now have been counted here. */
  public boolean isComputing() {
    return stats.isCounting();
  }

  /** Follows what is known of the Agent; to be called before traces are sent. */
  public void follow(AgentFeatures features) {
    if (features == agreedWith) {
      return;
    }
    agreedWith = features;
    boolean before = stats.isAgreed();
    if (features.takesStats()) {
      stats.agree(features.info());
    } else {
      if (before) {
        DOWNGRADES.increment();
        Log.debug("The Datadog Agent takes no statistics any more", null);
      }
      stats.stop();
      waiting.clear();
    }
  }

  /**
   * Sends buckets that are over.
   *
   * @param now nanoseconds since the epoch
   */
  public void everySecond(AgentLine agent, long now) {
    collect(stats.drain(now));
    send(agent);
  }

  /**
   * Sends all that was counted, the current bucket too.
   *
   * @return false if the Agent could not take it
   */
  public boolean flush(AgentLine agent, long now) {
    collect(stats.drainAll(now));
    return send(agent);
  }

  private void collect(List<DecodedStats.Bucket> buckets) {
    if (buckets.isEmpty() || !stats.isCounting()) {
      return;
    }
    if (waiting.size() >= MAX_WAITING) {
      waiting.removeFirst();
      ERRORS.increment();
    }
    waiting.add(encoder.encode(process.with(sequence++, buckets)));
  }

  private boolean send(AgentLine agent) {
    while (!waiting.isEmpty()) {
      AgentFeatures features = agent.features();
      if (features == null) {
        return false;
      }
      follow(features);
      byte[] payload = waiting.peekFirst();
      if (payload == null) {
        return true; // not wanted
      }
      int status = agent.put(ENDPOINT, "application/msgpack", "", payload);
      if (status == 0 || status == 408 || status == 429 || status >= 500) {
        return false;
      }
      waiting.removeFirst();
      if (status >= 300) {
        ERRORS.increment();
        Log.once("stats-" + status, "Datadog Agent refused statistics with status " + status, null);
      } else {
        PAYLOADS.increment();
      }
    }
    return true;
  }
}
