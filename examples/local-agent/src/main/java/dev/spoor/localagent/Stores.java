package dev.spoor.localagent;

import dev.spoor.localagent.logs.LogStore;
import dev.spoor.localagent.logs.RouterBook;
import dev.spoor.localagent.metrics.MetricStore;
import dev.spoor.localagent.services.ServiceBook;
import dev.spoor.localagent.store.Changes;
import dev.spoor.localagent.store.TraceStore;

/** All that is kept. Each store is thread safe and bounded by itself. */
record Stores(
    Changes changes,
    TraceStore traces,
    LogStore logs,
    RouterBook routers,
    MetricStore metrics,
    ServiceBook services) {

  static Stores of(Settings.Limits limits) {
    Changes changes = new Changes();
    return new Stores(
        changes,
        new TraceStore(limits.traces(), limits.traceBytes(), changes),
        new LogStore(limits.logs(), limits.logBytes(), changes),
        new RouterBook(changes),
        new MetricStore(limits.series(), System::currentTimeMillis, changes),
        new ServiceBook(System::currentTimeMillis));
  }

  /** Forgets traces, log lines and what was learned of services; metrics stay. */
  void clear() {
    routers.clear();
    services.clear();
    logs.clear();
    traces.clear();
  }
}
