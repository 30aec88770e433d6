package dev.spoor;

import dev.spoor.config.Config;
import dev.spoor.config.DiagnosticSettings;
import dev.spoor.config.PropagationSettings;
import dev.spoor.config.ServiceSettings;
import dev.spoor.config.TracingSettings;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.host.ProcessTags;
import dev.spoor.host.RuntimeId;
import dev.spoor.kind.HttpEndpoints;
import dev.spoor.kind.PeerServices;
import dev.spoor.sampling.SpanSampler;
import dev.spoor.stats.SpanStats;
import dev.spoor.trace.FinishedSpans;
import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Priority;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.TraceSink;
import dev.spoor.transport.AgentFeatures;
import dev.spoor.transport.TraceTransport;
import dev.spoor.wire.DecodedStats;
import dev.spoor.wire.FoldedTraces;
import dev.spoor.wire.ProcessFacts;
import dev.spoor.wire.TraceEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The way out: finished spans are encoded on the thread that finished them and handed to the
 * transport as bytes.
 *
 * <p>The encoder is made with the first trace rather than at start: what it asks of the JVM
 * (process id, runtime id) costs classes that nothing before {@code main} should pay for.
 */
final class TraceOutput implements TraceSink, TraceEncoder.ChunkTarget {
  /** Every span that ends up here is delivered or dropped, and then counted as such. */
  private static final LongAdder SPANS = Counters.of("span.pending.finished");

  /** Traces of which single spans are sent. */
  private static final LongAdder PARTIAL = Counters.of("queue.partial.traces");

  private static final LongAdder FAILURES = Counters.of("encode.dropped.traces");
  private static final LongAdder LOST_SPANS = Counters.of("encode.dropped.spans");

  /** The share of a span's like that App Analytics keeps. */
  private static final String ANALYTICS = "_dd1.sr.eausr";

  private final Config config;
  private final TraceTransport transport;

  /** For traces that are not kept; null if there are no rules for single spans. */
  private final @Nullable SpanSampler spanSampler;

  /** Null if nobody asks for them. */
  private final @Nullable PeerServices peerServices;

  /** Null if nobody asks for them. */
  private final @Nullable HttpEndpoints endpoints;

  /** Whether the settings say that this process's traces are for other products only. */
  private final boolean standalone;

  private volatile @Nullable TraceEncoder encoder;
  private volatile @Nullable SpanStats stats;

  TraceOutput(Config config, TraceTransport transport, @Nullable SpanSampler spanSampler) {
    this.config = config;
    this.transport = transport;
    this.spanSampler = spanSampler;
    this.peerServices = PeerServices.of(config);
    this.endpoints = HttpEndpoints.of(config);
    this.standalone = !config.get(TracingSettings.APM_TRACING);
  }

  @Override
  public void write(LocalTrace trace, Span newest, int count) {
    SPANS.add(count);
    try {
      PeerServices peers = peerServices;
      if (peers != null) {
        peers.complete(newest);
      }
      HttpEndpoints paths = endpoints;
      if (paths != null) {
        paths.complete(newest);
      }
      if (standalone) {
        markStandalone(newest);
      }
      SpanSampler single = spanSampler;
      if (single != null && !Priority.isKept(trace.priority())) {
        single.sample(newest);
      }
      TraceEncoder ready = encoder;
      if (ready == null) {
        ready = makeEncoder();
      }
      SpanStats counting = stats;
      boolean error = counting != null && counting.count(trace, newest);
      if (counting == null
          || error
          || !counting.isAgreed()
          || Priority.isKept(trace.priority())
          || isAnalysed(newest)) {
        send(ready, trace, newest, count);
      } else {
        sendSingles(ready, trace, newest, count);
      }
    } catch (RuntimeException | LinkageError e) {
      FAILURES.increment();
      LOST_SPANS.add(count);
      Log.once("encode", "A trace could not be encoded and is lost", e);
    }
  }

  /** Tells Datadog that these spans are not to be taken for APM. */
  private static void markStandalone(Span newest) {
    for (Span span = newest; span != null; span = span.olderFinished()) {
      span.complete("_dd.apm.enabled", 0L);
    }
  }

  private void send(TraceEncoder ready, LocalTrace trace, Span newest, int count) {
    if (!transport.refuses(count)) {
      ready.encode(trace, newest, count, this);
    }
  }

  /**
   * Of a trace that is not kept, when the Agent learns of it by statistics: only spans that a rule
   * for single spans keeps are sent.
   */
  private void sendSingles(TraceEncoder ready, LocalTrace trace, Span newest, int count) {
    Span kept = FinishedSpans.withTag(newest, Tags.SPAN_SAMPLING);
    int left = 0;
    for (Span span = kept; span != null; span = span.olderFinished()) {
      left++;
    }
    transport.countUnsent(kept == null ? 1 : 0, count - left);
    if (kept != null) {
      PARTIAL.increment();
      send(ready, trace, kept, left);
      FinishedSpans.unlink(kept);
    }
  }

  /** Whether a span is to be kept for App Analytics. */
  private static boolean isAnalysed(Span newest) {
    for (Span span = newest; span != null; span = span.olderFinished()) {
      if (span.tag(ANALYTICS) instanceof Number rate && rate.doubleValue() > 0) {
        return true;
      }
    }
    return false;
  }

  /** What counts spans, once there was one; null if that is switched off. */
  @Nullable SpanStats stats() {
    return stats;
  }

  /** Who sends statistics. */
  DecodedStats statsHead() {
    return new DecodedStats(
        RuntimeId.value(),
        0,
        config.hostname(),
        config.service(),
        config.env(),
        config.version(),
        List.of(),
        config.get(DiagnosticSettings.PROCESS_TAGS)
            ? ProcessTags.of(config.service(), config.isServiceConfigured())
            : "",
        config.gitCommitSha());
  }

  @Override
  public void accept(byte[] bytes, int offset, int length, int spans) {
    transport.offer(bytes, offset, length, spans);
  }

  @Override
  public void spansWait() {
    transport.startTicking();
  }

  /** Told how large bodies may be, which are never less than the sender takes from the queue. */
  void bodiesUpTo(int bytes) {
    TraceEncoder ready = encoder;
    if (ready != null) {
      ready.setFolding(bytes >= FoldedTraces.MAX_UNFOLDED);
    }
  }

  /** Makes what the first trace would make, for an Agent that can do this. */
  void prepare(AgentFeatures features) {
    TraceEncoder ready = encoder;
    if (ready == null) {
      ready = makeEncoder();
    }
    ready.setEventsAsField(features.takesSpanEvents());
  }

  private TraceEncoder makeEncoder() {
    // Two first traces at once would make two encoders, of which one is used: harmless, but they
    // would count into two statistics.
    synchronized (this) {
      TraceEncoder ready = encoder;
      if (ready == null) {
        if (config.statsEnabled()) {
          int groups = SpanStats.maxGroupsFor(Runtime.getRuntime().maxMemory());
          long now = System.currentTimeMillis() * 1_000_000;
          stats = new SpanStats(config.service(), groups, now, endpoints != null);
        }
        ready = new TraceEncoder(facts(), !config.compactTraces());
        encoder = ready;
      }
      return ready;
    }
  }

  private Map<String, String> gitTags() {
    Map<String, String> tags = new LinkedHashMap<>();
    if (!config.gitRepositoryUrl().isEmpty()) {
      tags.put("_dd.git.repository_url", config.gitRepositoryUrl());
    }
    if (!config.gitCommitSha().isEmpty()) {
      tags.put("_dd.git.commit.sha", config.gitCommitSha());
    }
    return tags;
  }

  private ProcessFacts facts() {
    Map<String, String> tags = new LinkedHashMap<>();
    if (!config.env().isEmpty()) {
      tags.put("env", config.env());
    }
    config.spanTags().forEach(tags::putIfAbsent);
    return new ProcessFacts(
        config.service(),
        config.version(),
        tags,
        gitTags(),
        RuntimeId.value(),
        ProcessHandle.current().pid(),
        config.hostname(),
        config.get(ServiceSettings.REPORT_HOSTNAME),
        config.get(PropagationSettings.BAGGAGE_INJECT));
  }
}
