package dev.spoor.examples.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The two processes of the demo, local-agent and widgets. {@link #close} stops what was started,
 * the last first; a shutdown hook may call it while another thread still starts things.
 */
final class Stage implements AutoCloseable {

  private static final int AGENT_PORT = 8126;
  private static final int WIDGETS_PORT = 8080;
  private static final String WIDGETS = "widgets";

  /** Asked until widgets answers; no part of the tour. */
  static final String HEALTH = "/health";

  /** The first start unpacks a database, perhaps on a busy machine. */
  private static final int START_SECONDS = 180;

  private final Path root;
  private final PrintStream out;
  private final Deque<Child> children = new ArrayDeque<>();
  private final int statsdPort = Ports.freeForDatagramsOr(8125);
  private boolean closed;

  Stage(Path root, PrintStream out) {
    this.root = root;
    this.out = out;
  }

  /** A process that answers over HTTP. */
  record Running(Child child, Http http) {}

  Running startLocalAgent() throws IOException, InterruptedException, DemoFailure {
    int port = Ports.freeOr(AGENT_PORT);
    if (port != AGENT_PORT) {
      out.println("Port " + AGENT_PORT + " is taken, so local-agent listens on " + port + ".");
    }
    String jar = root.resolve("examples/local-agent/target/local-agent.jar").toString();
    // Lines of an earlier run belong to traces that nobody has any more.
    Files.deleteIfExists(log(WIDGETS));
    Map<String, String> settings =
        Map.of(
            "DD_APM_RECEIVER_PORT", String.valueOf(port),
            "DD_BIND_HOST", "127.0.0.1",
            "DD_DOGSTATSD_PORT", String.valueOf(statsdPort),
            "LOCAL_AGENT_LOG_FILES", log(WIDGETS).toString());
    return start("local-agent", List.of(java(), "-jar", jar), root, settings, port, "/info");
  }

  /** Starts widgets with the very line of its Procfile, in the Procfile's folder. */
  Running startWidgets(Http agent) throws IOException, InterruptedException, DemoFailure {
    int port = Ports.freeOr(WIDGETS_PORT);
    Path folder = root.resolve("examples/widgets");
    Map<String, String> settings =
        Map.of(
            "PORT",
            String.valueOf(port),
            "DD_SERVICE",
            "widgets",
            "DD_ENV",
            "demo",
            "DD_VERSION",
            "0.1",
            "DD_DOGSTATSD_PORT",
            String.valueOf(statsdPort),
            "DD_TRACE_AGENT_PORT",
            String.valueOf(agent.port()));
    List<String> command =
        new ArrayList<>(Procfile.command(folder.resolve("Procfile"), "web", settings));
    out.println("widgets starts as its Procfile says: " + String.join(" ", command));
    if (command.get(0).equals("java")) {
      // The Java that runs this, which need not be the one on the path.
      command.set(0, java());
    }
    return start(WIDGETS, command, folder, settings, port, HEALTH);
  }

  private Running start(
      String name,
      List<String> command,
      Path folder,
      Map<String, String> settings,
      int port,
      String ready)
      throws IOException, InterruptedException, DemoFailure {
    long begin = System.nanoTime();
    Child child = launch(name, command, folder, settings, log(name));
    Http http = new Http(port);
    while (!http.answers(ready)) {
      child.checkAlive();
      if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
        throw child.failure("does not answer at " + http.base() + ready);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    // Somebody else may have taken the port between the question and the start, and answer there.
    child.checkAlive();
    double seconds = (System.nanoTime() - begin) / 1e9;
    out.printf("%s is up at %s after %.1f s%n", name, http.base(), seconds);
    return new Running(child, http);
  }

  private Path log(String name) {
    return root.resolve("examples/widgets/target/demo/" + name + ".log");
  }

  /** Where local-agent listens for DogStatsD. */
  int statsdPort() {
    return statsdPort;
  }

  private synchronized Child launch(
      String name, List<String> command, Path folder, Map<String, String> settings, Path log)
      throws IOException, DemoFailure {
    if (closed) {
      throw new DemoFailure("stopped before " + name + " was started");
    }
    Child child = Child.start(name, command, folder, settings, log);
    children.push(child);
    return child;
  }

  @Override
  public synchronized void close() {
    closed = true;
    children.forEach(Child::close);
    children.clear();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
