package dev.spoor.examples.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Shows one traced application at work, from the root of the repository. Runs on with a trickle of
 * requests until it is interrupted; with {@code --once} it ends after its checks, with status 0
 * when all is well, else 1. Whichever way it ends, it stops what it started.
 */
public final class Demo {

  /** A log line with a stack trace would fill the screen. */
  private static final int MAX_LINE = 700;

  private final PrintStream out;
  private final boolean once;
  private final List<String> complaints = new ArrayList<>();

  private Demo(PrintStream out, boolean once) {
    this.out = out;
    this.once = once;
  }

  public static void main(String[] arguments) {
    boolean once = List.of(arguments).equals(List.of("--once"));
    if (arguments.length > 0 && !once) {
      System.err.println("usage: demo.sh [--once]");
      System.exit(2);
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Stage stage = new Stage(Path.of("").toAbsolutePath(), out);
    Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "stop"));
    int status;
    try {
      status = new Demo(out, once).run(stage);
    } catch (DemoFailure | IOException | InterruptedException e) {
      out.println("demo: FAILED: " + (e instanceof DemoFailure ? e.getMessage() : e));
      status = 1;
    }
    System.exit(status);
  }

  private int run(Stage stage) throws IOException, InterruptedException, DemoFailure {
    Stage.Running agent = stage.startLocalAgent();
    Stage.Running widgets = stage.startWidgets(agent.http());
    Tour tour = new Tour(agent, widgets);
    Exchange shown = visitAll(tour);
    show(tour, shown);
    checkStatus(tour);
    out.println();
    if (complaints.isEmpty()) {
      out.println("Checked: every request above has one trace with its spans in their places, and");
      out.println("log lines, its request line among them, with that trace's id.");
    } else {
      complaints.forEach(complaint -> out.println("demo: FAILED: " + complaint));
    }
    if (!once) {
      tellWhereToLook(agent, widgets);
      trickle(widgets);
    }
    return complaints.isEmpty() ? 0 : 1;
  }

  /** Returns the last visit. */
  private Exchange visitAll(Tour tour) throws IOException, InterruptedException, DemoFailure {
    heading("Requests");
    List<Exchange> exchanges = new ArrayList<>();
    for (Visit visit : Visit.tour()) {
      Exchange exchange = tour.make(visit);
      exchanges.add(exchange);
      out.printf("%-36s %d %5d ms%n", visit, exchange.status(), exchange.millis());
    }
    for (Exchange exchange : exchanges) {
      tour.complaints(exchange)
          .forEach(complaint -> complaints.add(exchange.visit() + " " + complaint));
    }
    return exchanges.get(exchanges.size() - 1);
  }

  private void show(Tour tour, Exchange exchange) throws IOException, InterruptedException {
    String id = exchange.traceId();
    if (id != null) {
      heading("The trace of " + exchange.visit());
      out.println(tour.tree(id).stripTrailing());
    }
    heading("Its log lines" + (id == null ? "" : ", all with trace_id " + id));
    for (LogLine line : exchange.lines()) {
      String text = line.text();
      out.println(text.length() > MAX_LINE ? text.substring(0, MAX_LINE) + " ..." : text);
    }
  }

  private void checkStatus(Tour tour) throws IOException, InterruptedException {
    String status = tour.status();
    heading("What the Agent's status says");
    out.println(status.stripTrailing());
    if (!status.contains("From java ")) {
      complaints.add("/status of local-agent shows no client \"From java\"");
    }
  }

  private void tellWhereToLook(Stage.Running agent, Stage.Running widgets) {
    heading("Where to look next");
    out.println("The application   " + widgets.http().base() + "/");
    out.println("Its log           " + widgets.child().log());
    out.println(
        "Its requests      " + agent.http().base() + "/ in a browser, with their log lines");
    out.println("The same as text  " + agent.http().base() + "/traces, one at /traces/ID");
    out.println("Agent status      " + agent.http().base() + "/status");
    out.println("A request comes every few seconds. Ctrl-C stops everything.");
  }

  private static void trickle(Stage.Running widgets)
      throws IOException, InterruptedException, DemoFailure {
    while (true) {
      for (Visit visit : Visit.tour()) {
        TimeUnit.SECONDS.sleep(3);
        widgets.child().checkAlive();
        // New widgets for ever would be no shelf any more.
        if (!visit.isPost()) {
          widgets.http().send(visit);
        }
      }
    }
  }

  private void heading(String text) {
    out.println();
    out.println("--- " + text + " ---");
  }
}
