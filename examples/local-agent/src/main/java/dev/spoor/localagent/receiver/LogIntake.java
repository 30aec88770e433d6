package dev.spoor.localagent.receiver;

import dev.spoor.localagent.drain.DrainMessage;
import dev.spoor.localagent.drain.DrainReader;
import dev.spoor.localagent.drain.RouterLine;
import dev.spoor.localagent.logs.LogEntry;
import dev.spoor.localagent.logs.LogParser;
import dev.spoor.localagent.logs.LogParser.Origin;
import dev.spoor.localagent.logs.LogStore;
import dev.spoor.localagent.logs.RouterBook;
import dev.spoor.localagent.metrics.DogStatsD;
import dev.spoor.localagent.metrics.Metric;
import dev.spoor.localagent.metrics.MetricStore;
import dev.spoor.localagent.store.StoredTrace;
import dev.spoor.localagent.store.TraceStore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where log lines, router lines and metrics come together, whichever way they took, and are put
 * beside the traces that they belong to. Thread safe.
 */
public final class LogIntake {
  private final TraceStore traces;
  private final LogStore logs;
  private final RouterBook routers;
  private final MetricStore metrics;
  private final AtomicLong bad = new AtomicLong();

  public LogIntake(TraceStore traces, LogStore logs, RouterBook routers, MetricStore metrics) {
    this.traces = traces;
    this.logs = logs;
    this.routers = routers;
    this.metrics = metrics;
  }

  /** Takes a line of a file or pipe. */
  public void line(String source, String line) {
    add(LogParser.parse(line, new Origin(source, "", "", "", System.currentTimeMillis())));
  }

  void add(LogEntry entry) {
    logs.add(entry);
    if (entry.traceIdLow() != 0) {
      traces.touch(entry.traceIdLow());
    }
  }

  /** Takes a line of DogStatsD. */
  public void statsd(String text) {
    DogStatsD.Line line = DogStatsD.parse(text);
    line.metrics().forEach(metrics::add);
    DogStatsD.Notice notice = line.notice();
    if (notice != null) {
      String message =
          notice.text().isEmpty() ? notice.title() : notice.title() + ": " + notice.text();
      long now = System.currentTimeMillis();
      add(new LogEntry(now, notice.level(), "", "dogstatsd", "", message, 0, 0, 0, "", text));
    } else if (line.isBad()) {
      metrics.refuse();
    }
  }

  /** Counts lines and messages that could not be read. */
  void refuse(long count) {
    bad.addAndGet(count);
  }

  public long refused() {
    return bad.get();
  }

  /** What a drain delivers goes to this. */
  DrainReader.Sink sink(String service) {
    return new DrainReader.Sink() {
      @Override
      public void message(DrainMessage message, @Nullable RouterLine router) {
        if (router == null) {
          add(entry(message, service));
        } else {
          router(message, router, service);
        }
      }

      @Override
      public void metric(Metric metric) {
        metrics.add(metric);
      }
    };
  }

  private static LogEntry entry(DrainMessage message, String service) {
    boolean platform = message.app().equals("heroku");
    String level = platform && message.text().startsWith("Error ") ? "error" : "";
    Origin origin =
        new Origin(
            platform ? "heroku" : message.process(),
            service,
            message.process(),
            level,
            millis(message));
    return LogParser.parse(message.text(), origin);
  }

  private void router(DrainMessage message, RouterLine router, String service) {
    routers.add(router, millis(message));
    StoredTrace trace = traces.ofRequest(router.requestId());
    if (trace != null) {
      traces.touch(trace.traceIdLow());
    }
    logs.add(
        new LogEntry(
            millis(message),
            router.isError() ? "error" : router.at().equals("warning") ? "warn" : "info",
            service,
            "heroku",
            "router",
            router.summary(),
            0,
            0,
            0,
            router.requestId(),
            message.text()));
  }

  private static long millis(DrainMessage message) {
    return message.millis() < 0 ? System.currentTimeMillis() : message.millis();
  }
}
