package dev.spoor;

import dev.spoor.config.AgentAddress;
import dev.spoor.config.AgentSettings;
import dev.spoor.config.Config;
import dev.spoor.config.DiagnosticSettings;
import dev.spoor.config.ServiceSettings;
import dev.spoor.config.TracingSettings;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.host.ProcessTags;
import dev.spoor.kind.JobMetrics;
import dev.spoor.kind.KindSettings;
import dev.spoor.kind.NamesOfHandTags;
import dev.spoor.otel.SpoorOpenTelemetry;
import dev.spoor.propagation.Propagator;
import dev.spoor.sampling.Samplers;
import dev.spoor.statsd.DogStatsd;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import dev.spoor.transport.PayloadTag;
import dev.spoor.transport.TraceTransport;
import dev.spoor.transport.TransportSettings;
import dev.spoor.wire.CompactTraces;
import dev.spoor.wire.ProcessTag;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops tracing in this process.
 *
 * <p>Under the {@code -javaagent} this happens by itself, before {@code main}. A program without it
 * calls {@link #start()} once. Starting opens no socket and starts no thread: the first finished
 * trace does. At the end of the process what is left is sent, for at most two seconds.
 *
 * <p>Thread safe.
 */
public final class Spoor {
  /** How long the end of the process may wait for the Agent. */
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(2);

  /** Less would not hold one slab of the queue. */
  private static final long MIN_QUEUE_BYTES = 512 * 1024;

  /** Where the agent keeps its own copy of the library, and a class that only it brings. */
  private static final String AGENT_LOADER = "spoor-agent";

  private static final String AGENT_CLASS = "java.lang.SpoorLinker";

  private static volatile @Nullable Spoor running;

  private final Tracer tracer;
  private final TraceTransport transport;
  private final Housekeeping housekeeping;

  private Spoor(Config config) {
    Samplers samplers = Samplers.of(config);
    this.housekeeping = new Housekeeping(config);
    this.transport = new TraceTransport(transportSettings(config), housekeeping);
    this.transport.onRates(samplers.agentRates());
    TraceOutput output = new TraceOutput(config, transport, samplers.spans());
    this.tracer =
        new Tracer(
            config.service(),
            samplers.traces(),
            output,
            config.partialFlushMinSpans(),
            config.wideTraceIds(),
            config.wideTraceIdsInLogs());
    this.tracer.mapServices(config.get(ServiceSettings.SERVICE_MAPPING));
    housekeeping.serve(transport, output, tracer);
  }

  /** Not a lambda: the first one of a process costs milliseconds, and this runs before main. */
  private static final class AtExit extends Thread {
    AtExit() {
      super("spoor-exit");
    }

    @Override
    public void run() {
      Spoor.stop();
    }
  }

  /** Tells the process on the first span of each payload; all of it on the sender's thread. */
  private static final class ProcessTagOf implements PayloadTag {
    private final Config config;
    private byte @Nullable [] entry;

    ProcessTagOf(Config config) {
      this.config = config;
    }

    @Override
    public byte[] entry() {
      byte[] made = entry;
      if (made == null) {
        made = ProcessTag.entry(ProcessTags.of(config.service(), config.isServiceConfigured()));
        entry = made;
      }
      return made;
    }

    @Override
    public int textTags(byte[] bytes, int from) {
      return ProcessTag.textTags(bytes, from);
    }
  }

  /** Where jobs report to. */
  private static final class MetricsOfJobs implements JobMetrics.Source {
    @Override
    public DogStatsd statsd() {
      return Spoor.statsd();
    }
  }

  /** Starts tracing with the settings of the process; does nothing when it runs already. */
  public static void start() {
    start(Config.load());
  }

  /**
   * Starts tracing with these settings; does nothing when it runs already, or when {@code
   * DD_TRACE_ENABLED} is false.
   */
  public static synchronized void start(Config config) {
    Correlation.use(config);
    if (isBesideAgent()) {
      Log.debug("The agent traces this process: the library leaves it to that", null);
      return;
    }
    if (running != null || !config.traceEnabled()) {
      return;
    }
    Log.setDebug(config.debug());
    Spoor spoor = new Spoor(config);
    running = spoor;
    KindSettings kinds = KindSettings.of(config);
    KindSettings.install(kinds);
    if (config.get(TracingSettings.JOB_METRICS)) {
      JobMetrics.install(new MetricsOfJobs());
    }
    Propagator.install(kinds.propagator());
    Span.splitByTags(
        config.get(TracingSettings.SPLIT_BY_TAGS),
        config.get(ServiceSettings.SERVICE_MAPPING),
        config.get(TracingSettings.ROOT_CONTEXT_SERVICE));
    Span.useTexts(new NamesOfHandTags(kinds));
    Tracer.install(spoor.tracer);
    if (config.startupLogs()) {
      // Asked here, since looking at that class makes the JVM load those of sockets.
      StartupLine.tell(config);
    }
    Runtime.getRuntime().addShutdownHook(new AtExit());
  }

  /**
   * Whether this is an application's own copy of the library in a process that the {@code
   * -javaagent} traces: its tracer would make traces beside those of the agent.
   */
  private static boolean isBesideAgent() {
    ClassLoader mine = Spoor.class.getClassLoader();
    if (mine != null && AGENT_LOADER.equals(mine.getName())) {
      return false;
    }
    try {
      Class.forName(AGENT_CLASS, false, null);
      return true;
    } catch (ClassNotFoundException alone) {
      return false;
    }
  }

  /**
   * The tracer by the OpenTelemetry API, for which the application needs {@code
   * io.opentelemetry:opentelemetry-api} on its class path. Under the agent it is the agent's
   * tracer.
   *
   * <p>May be called before {@link #start()}; spans are recorded from then on.
   */
  public static OpenTelemetry openTelemetry() {
    return isBesideAgent() ? GlobalOpenTelemetry.get() : SpoorOpenTelemetry.get();
  }

  /**
   * Makes {@link #openTelemetry()} what {@link GlobalOpenTelemetry#get} answers everybody, as
   * libraries that trace themselves by that API expect. Call it early: the API allows it once, and
   * not after somebody has asked.
   *
   * @return whether it is the tracer that is asked for now; under the agent it always is
   */
  public static boolean registerOpenTelemetry() {
    return isBesideAgent() || SpoorOpenTelemetry.register();
  }

  /**
   * All counts in one line, when debug is on: spans that finished ({@code span.pending.finished})
   * are delivered ({@code flush.spans.total}) or dropped ({@code queue.dropped.spans}, {@code
   * send.dropped.spans}, {@code encode.dropped.spans}), and the line lets anybody check it.
   */
  private static void tellCounts() {
    if (Log.isDebug()) {
      Log.debug("Counts at exit: " + Counters.snapshot(), null);
    }
  }

  private static TransportSettings transportSettings(Config config) {
    AgentAddress agent = config.agent();
    boolean unsaid =
        agent.socket() == null
            && !config.isSet(AgentSettings.AGENT_URL)
            && !config.isSet(AgentSettings.AGENT_HOST)
            && !config.isSet(AgentSettings.AGENT_PORT);
    TransportSettings.Builder settings =
        TransportSettings.builder()
            .address(agent)
            .detectSocket(unsaid)
            .externalEnv(config.get(DiagnosticSettings.EXTERNAL_ENV))
            .timeout(Duration.ofMillis(config.agentTimeoutMillis()))
            .flushInterval(Duration.ofMillis(config.flushIntervalMillis()));
    if (config.get(DiagnosticSettings.PROCESS_TAGS)) {
      settings.payloadTag(new ProcessTagOf(config));
    }
    if (config.compactTraces()) {
      settings.compactForm(new CompactTraces()::of);
    } else {
      settings.waitingForm(new FoldedForm());
    }
    if (config.queueBytes() > 0) {
      settings.queueBytes(Math.max(config.queueBytes(), MIN_QUEUE_BYTES));
    }
    return settings.build();
  }

  /**
   * Metrics of this process, with the tags env, service and version, to where the settings say
   * ({@code DD_DOGSTATSD_URL}, {@code DD_DOGSTATSD_HOST}, {@code DD_DOGSTATSD_PORT}, the Agent's
   * host). They leave once a second on the thread that sends spans. While tracing is off it drops
   * everything.
   */
  public static DogStatsd statsd() {
    Spoor spoor = running;
    return spoor == null ? DogStatsd.NONE : spoor.housekeeping.statsd();
  }

  /**
   * What ties the calling thread's current work to its trace, as text: for log lines, error pages
   * and messages to other systems. A snapshot.
   */
  public static CorrelationFacts correlation() {
    return CorrelationFacts.now();
  }

  /**
   * Sends all spans that have finished, those of unfinished traces too, and waits for it.
   *
   * @return true if all of them have been sent or dropped within the limit, also when tracing is
   *     off
   */
  public static boolean flush(Duration limit) {
    Spoor spoor = running;
    if (spoor == null) {
      return true;
    }
    spoor.tracer.writeUnsent();
    return spoor.transport.flush(limit);
  }

  /**
   * Sends the statistics of all spans that have been counted, those of the current ten seconds too,
   * and waits for it. Spans are counted when their trace is complete, or was {@link #flush}ed.
   *
   * @return false if the Agent could not take them within the limit; true also when tracing is off
   */
  public static boolean flushStats(Duration limit) {
    Spoor spoor = running;
    return spoor == null || spoor.transport.flushWork(limit);
  }

  /**
   * Waits until it is known what the Agent can do, which is asked by itself only when the first
   * spans are sent.
   *
   * @return false if the Agent cannot be reached within the limit; true also when tracing is off
   */
  public static boolean awaitAgentInfo(Duration limit) {
    Spoor spoor = running;
    return spoor == null || spoor.transport.learn(limit);
  }

  /**
   * Stops tracing: no new spans, what is left is sent for at most two seconds. Called by itself at
   * the end of the process.
   */
  public static void stop() {
    Spoor spoor;
    synchronized (Spoor.class) {
      spoor = running;
      running = null;
    }
    if (spoor != null) {
      Tracer.install(null);
      Propagator.install(Propagator.NONE);
      spoor.tracer.writeUnsent();
      spoor.transport.close(EXIT_LIMIT);
      spoor.housekeeping.stop();
      tellCounts();
    }
  }
}
