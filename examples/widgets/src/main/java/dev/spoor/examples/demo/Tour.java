package dev.spoor.examples.demo;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes visits one by one and finds what each left behind: log lines at widgets, a trace at
 * local-agent. Deadlines are far off, since a busy machine is no failure; what is there is found at
 * once.
 */
final class Tour {

  private static final long LINES_MILLIS = 3_000;
  private static final long TRACE_MILLIS = 20_000;

  private final Stage.Running agent;
  private final Stage.Running widgets;

  Tour(Stage.Running agent, Stage.Running widgets) {
    this.agent = agent;
    this.widgets = widgets;
  }

  Exchange make(Visit visit) throws IOException, InterruptedException, DemoFailure {
    widgets.child().checkAlive();
    long position = widgets.child().position();
    long begin = System.nanoTime();
    int status = widgets.http().send(visit).statusCode();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    return new Exchange(visit, status, millis, awaitLines(position));
  }

  /** The answer can be here before the request line is written. */
  private List<LogLine> awaitLines(long position) throws IOException, InterruptedException {
    long deadline = deadline(LINES_MILLIS);
    while (true) {
      // The line about the last question whether widgets is up may come this late, and a job that
      // an earlier visit left may be done now.
      List<LogLine> lines =
          widgets.child().linesFrom(position).stream()
              .map(LogLine::of)
              .filter(line -> !Stage.HEALTH.equals(line.path()) && !line.isOfJob())
              .toList();
      if (lines.stream().anyMatch(LogLine::isRequestLine) || System.nanoTime() > deadline) {
        return lines;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /**
   * Waits for the trace to arrive as it should be; what is wrong with it then, or with the lines.
   */
  List<String> complaints(Exchange exchange) throws IOException, InterruptedException {
    List<String> complaints = exchange.complaints();
    String id = exchange.traceId();
    if (id == null) {
      return complaints;
    }
    // A trace may come in parts, so only the deadline makes a complaint final.
    long deadline = deadline(TRACE_MILLIS);
    List<String> ofTrace = ofTrace(exchange, id);
    while (!ofTrace.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(100);
      ofTrace = ofTrace(exchange, id);
    }
    complaints.addAll(ofTrace);
    return complaints;
  }

  private List<String> ofTrace(Exchange exchange, String id)
      throws IOException, InterruptedException {
    HttpResponse<String> response = agent.http().get("/api/traces/" + id, "application/json");
    if (response.statusCode() != 200) {
      return List.of("has trace " + id + " in its log lines, which local-agent never got");
    }
    Trace trace = Trace.of(response.body());
    List<String> complaints =
        new ArrayList<>(trace.complaints(exchange.visit().spans(), exchange.visit().fails()));
    for (LogLine line : exchange.lines()) {
      if (line.spanId() != null && !trace.contains(line.spanId())) {
        complaints.add("has a log line of span " + line.spanId() + ", which its trace has not");
      }
    }
    return complaints.stream().map(complaint -> "trace " + id + " " + complaint).toList();
  }

  /** The head and the tree of spans; the details of each span, which follow, fill screens. */
  String tree(String id) throws IOException, InterruptedException {
    String text = agent.http().get("/traces/" + id, "text/plain").body();
    List<String> paragraphs = List.of(text.split("\n\n", -1));
    return String.join("\n\n", paragraphs.subList(0, Math.min(2, paragraphs.size())));
  }

  String status() throws IOException, InterruptedException {
    return agent.http().get("/status", "text/plain").body();
  }

  private static long deadline(long millis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
