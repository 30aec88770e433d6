package dev.spoor.localagent;

import dev.spoor.localagent.json.Json;
import dev.spoor.localagent.logs.LogStore;
import dev.spoor.localagent.metrics.MetricStore;
import dev.spoor.localagent.receiver.Info;
import dev.spoor.localagent.receiver.LogReceiver;
import dev.spoor.localagent.receiver.Receiver;
import dev.spoor.localagent.status.Overview;
import dev.spoor.localagent.status.Rates;
import dev.spoor.localagent.status.StatusPage;
import dev.spoor.localagent.status.Traffic;
import dev.spoor.localagent.store.TraceStore;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Puts together what answers over HTTP.
 *
 * @param feeds what comes in another way
 */
record Wiring(Settings settings, Stores stores, Feeds feeds) {
  /** As a real Agent; less if the heap is small, because a body grows when it is decoded. */
  private static final int MAX_BODY =
      (int) Math.min(26_214_400, Runtime.getRuntime().maxMemory() / 32);

  HttpFront front(int port, boolean localOnly, PrintStream log) {
    Traffic traffic = new Traffic(() -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()));
    Rates rates = new Rates();
    String receiver = settings.host() + ":" + port;
    long begin = System.nanoTime();
    LongSupplier uptime = () -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    StatusPage status = new StatusPage(traffic, rates, hostname(), receiver, uptime);
    Overview overview = new Overview(traffic, rates, receiver, uptime, this::describe);
    return new HttpFront(
        MAX_BODY,
        new Info(port, feeds.statsdPort(), MAX_BODY),
        new Receiver(stores.traces(), traffic, rates, stores.services()),
        new LogReceiver(feeds.intake()),
        new Pages(stores.traces(), status, new Api(stores, overview, rates), localOnly),
        log);
  }

  /** How full the stores are, and what had to make room. */
  private void describe(Json json) {
    Settings.Limits limits = settings.limits();
    TraceStore traces = stores.traces();
    json.key("rev").number(stores.changes().revision());
    json.key("statsd_port").number(feeds.statsdPort());
    json.key("traces").open('{').key("count").number(traces.size());
    json.key("max").number(limits.traces()).key("bytes").number(traces.bytes());
    json.key("max_bytes").number(limits.traceBytes());
    json.key("dropped").number(traces.droppedTraces()).close('}');
    LogStore.Counts logs = stores.logs().counts();
    json.key("logs").open('{').key("count").number(logs.lines());
    json.key("max").number(limits.logs()).key("bytes").number(logs.bytes());
    json.key("max_bytes").number(limits.logBytes()).key("dropped").number(logs.dropped());
    json.key("refused").number(feeds.intake().refused()).close('}');
    MetricStore.Counts metrics = stores.metrics().counts();
    json.key("metrics").open('{').key("count").number(metrics.series());
    json.key("max").number(limits.series()).key("received").number(metrics.received());
    json.key("refused").number(metrics.refused()).key("dropped").number(metrics.dropped());
    json.close('}').key("routers").number(stores.routers().size());
  }

  /** Without asking the network, which may take seconds. */
  private static String hostname() {
    String name = System.getenv("HOSTNAME");
    if (name == null) {
      name = System.getenv("COMPUTERNAME");
    }
    return name == null || name.isBlank() ? "localhost" : name.toLowerCase(Locale.ROOT);
  }
}
