package dev.spoor;

import dev.spoor.config.Config;
import dev.spoor.config.DiagnosticSettings;
import dev.spoor.config.TracingSettings;
import dev.spoor.stats.SpanStats;
import dev.spoor.stats.StatsSender;
import dev.spoor.statsd.DogStatsd;
import dev.spoor.telemetry.Telemetry;
import dev.spoor.trace.Tracer;
import dev.spoor.transport.AgentFeatures;
import dev.spoor.transport.AgentLine;
import dev.spoor.transport.SenderWork;
import dev.spoor.transport.TraceTransport;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the sender's thread does beside sending traces: it keeps the tracer's house, and sends
 * statistics, metrics and telemetry.
 *
 * <p>Made at start, before the transport and the tracer, which it is then given; its parts are made
 * when they are first needed, on the sender's thread where possible, because nothing before {@code
 * main} should pay for their classes.
 */
final class Housekeeping implements SenderWork {
  private final Config config;
  private @Nullable TraceTransport transport;
  private @Nullable TraceOutput output;
  private volatile @Nullable Tracer tracer;
  private volatile @Nullable DogStatsd statsd;

  // Of the sender's thread.
  private @Nullable StatsSender stats;
  private @Nullable AgentFeatures known;
  private @Nullable Telemetry telemetry;
  private @Nullable OwnMetrics own;

  /** When an Agent first answered, by nanoTime; 0 before. */
  private long knownSince;

  Housekeeping(Config config) {
    this.config = config;
  }

  void serve(TraceTransport served, TraceOutput out, Tracer kept) {
    transport = served;
    output = out;
    tracer = kept; // last: whoever sees it sees the others
  }

  /** The process's client for metrics. */
  DogStatsd statsd() {
    DogStatsd made = statsd;
    return made == null ? makeStatsd() : made;
  }

  private synchronized DogStatsd makeStatsd() {
    DogStatsd made = statsd;
    if (made == null) {
      TraceTransport ticking = Objects.requireNonNull(transport);
      made = DogStatsd.openFlushedElsewhere(config, ticking::startTicking);
      statsd = made;
    }
    return made;
  }

  @Override
  public void everySecond(AgentLine agent) {
    Tracer kept = tracer;
    if (kept == null) {
      return;
    }
    kept.housekeep();
    StatsSender sender = stats();
    if (sender != null) {
      sender.everySecond(agent, now());
    }
    DogStatsd metrics = statsd;
    if (metrics != null) {
      metrics.flush();
    }
    if (knownSince != 0) {
      beyondTraces(agent, System.nanoTime());
    }
  }

  /** What is only sent once an Agent has answered. */
  private void beyondTraces(AgentLine agent, long now) {
    if (telemetry != null) {
      telemetry.everySecond(agent, now);
    }
    // They wait until the application has started.
    if (own == null && now - knownSince >= startDelayNanos() && OwnMetrics.areWanted(config)) {
      own = OwnMetrics.of(config, statsd());
    }
    if (own != null) {
      own.everySecond(now);
    }
  }

  private long startDelayNanos() {
    return config.get(DiagnosticSettings.START_DELAY) * 1_000_000;
  }

  @Override
  public void bodiesUpTo(int bytes) {
    TraceOutput out = output;
    if (out != null) {
      out.bodiesUpTo(bytes);
    }
  }

  @Override
  public void agentKnown(AgentFeatures features) {
    TraceOutput out = output;
    if (out != null) {
      out.prepare(features); // the first span is then counted as the Agent wants it
    }
    StatsSender sender = stats();
    if (sender != null) {
      sender.follow(features);
    }
    if (known != features) {
      known = features;
      OwnMetrics.follow(features, config, statsd());
    }
    if (knownSince == 0) {
      knownSince = System.nanoTime() | 1;
      if (config.get(DiagnosticSettings.TELEMETRY)) {
        telemetry = new Telemetry(config);
      }
    }
  }

  @Override
  public boolean computesStats() {
    StatsSender sender = stats;
    // Without APM nobody is to make statistics of these spans, the Agent no more than we.
    return (sender != null && sender.isComputing()) || !config.get(TracingSettings.APM_TRACING);
  }

  @Override
  public boolean flush(AgentLine agent) {
    StatsSender sender = stats();
    boolean sent = sender == null || sender.flush(agent, now());
    if (telemetry != null) {
      telemetry.everySecond(agent, System.nanoTime());
    }
    return sent;
  }

  @Override
  public void close(AgentLine agent) {
    StatsSender sender = stats();
    if (sender != null) {
      sender.flush(agent, now());
    }
    if (telemetry != null) {
      telemetry.close(agent, System.nanoTime());
    }
    if (own != null) {
      own.flush(System.nanoTime());
    }
  }

  /** What sends statistics, once anything is counted. */
  private @Nullable StatsSender stats() {
    TraceOutput out = output;
    SpanStats counting = stats == null && out != null ? out.stats() : null;
    if (out != null && counting != null) {
      stats = new StatsSender(counting, out.statsHead());
    }
    return stats;
  }

  private static long now() {
    return System.currentTimeMillis() * 1_000_000;
  }

  void stop() {
    DogStatsd metrics = statsd;
    if (metrics != null) {
      metrics.close();
    }
  }
}
