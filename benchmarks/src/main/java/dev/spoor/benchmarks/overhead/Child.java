package dev.spoor.benchmarks.overhead;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The application in a JVM of its own, under one contender. Not thread safe. */
final class Child implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

  final Contender contender;
  final int port;
  private final App app;
  private final Process process;
  private final long started;

  /** What the application puts into its temporary folder; it is killed, so we clear it away. */
  private final Path temporary;

  private @Nullable ManagedStats managed;

  private Child(
      App app, Contender contender, int port, Process process, long started, Path temporary) {
    this.app = app;
    this.contender = contender;
    this.port = port;
    this.process = process;
    this.started = started;
    this.temporary = temporary;
  }

  /**
   * Starts it and returns at once.
   *
   * @param sink where the contender is to send to
   * @param more further options of the JVM; {@code {name}} in them becomes the contender's label
   */
  static Child start(Setup setup, Contender contender, String sink, List<String> more)
      throws IOException {
    int port = Ports.free();
    List<String> command = new ArrayList<>();
    command.add(setup.java().resolve("bin/java").toString());
    Path temporary = Files.createTempDirectory("overhead-" + contender.label);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Xmx" + setup.options().heapMegabytes() + "m");
    for (String option : more) {
      command.add(option.replace("{name}", contender.label));
    }
    command.addAll(contender.options(setup.installation(), sink));
    App app = setup.options().app();
    command.addAll(app.command(setup, port));
    Path output = setup.installation().output();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(Child::wouldMislead);
    builder.environment().putAll(contender.environment(sink));
    builder.environment().putAll(app.environment(setup, port));
    builder.redirectOutput(Redirect.to(output.resolve(contender.label + ".out").toFile()));
    builder.redirectError(Redirect.to(output.resolve(contender.label + ".err").toFile()));
    long now = System.nanoTime();
    Process process = builder.start();
    // Else an interrupted run would leave its applications behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Child(app, contender, port, process, now, temporary);
  }

  private static boolean wouldMislead(String variable) {
    return variable.startsWith("DD_")
        || variable.startsWith("OTEL_")
        || variable.startsWith("ELASTIC_")
        || variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS");
  }

  /** Asks until the first 200, every few milliseconds; returns the wall time since the start. */
  long awaitFirstResponse() throws IOException, InterruptedException {
    long deadline = started + PATIENCE_NANOS;
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw new IOException(contender.label + " ended with " + process.exitValue());
      }
      try (Connection connection = new Connection(port)) {
        if (connection.get(app.firstRoute().path) == 200) {
          return System.nanoTime() - started;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(5);
    }
    throw new IOException(contender.label + " did not answer in time");
  }

  /** CPU time of the whole process so far, user and system, in nanoseconds. */
  long cpuNanos() throws IOException {
    return ProcessFacts.cpuNanos(process.pid());
  }

  /** Memory of the process that is resident, in bytes. */
  long residentBytes() throws IOException {
    return ProcessFacts.residentBytes(process.pid());
  }

  /** Bytes allocated, classes, threads, bytes of heap; after a collection if asked. */
  Map<String, Long> stats(boolean collect) throws IOException {
    return app == App.TOMCAT ? ownStats(collect) : managed().read(collect);
  }

  private ManagedStats managed() throws IOException {
    ManagedStats known = managed;
    if (known == null) {
      known = ManagedStats.connect(process.pid());
      managed = known;
    }
    return known;
  }

  /** The figures of {@code /stats}. */
  private Map<String, Long> ownStats(boolean collect) throws IOException {
    Map<String, Long> stats = new HashMap<>();
    try (Connection connection = new Connection(port)) {
      connection.get(collect ? "/stats?gc" : "/stats");
      for (String line : connection.body().split("\n", -1)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          stats.put(line.substring(0, equals), Long.valueOf(line.substring(equals + 1)));
        }
      }
    }
    return stats;
  }

  long allocatedBytes() throws IOException {
    return stats(false).getOrDefault("allocated", 0L);
  }

  /** Lets it end by itself, so that recordings get written, and then by force. */
  @Override
  public void close() throws IOException {
    if (managed != null) {
      managed.close();
    }
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
    Folders.delete(temporary);
  }

  void kill() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    Folders.delete(temporary);
  }
}
