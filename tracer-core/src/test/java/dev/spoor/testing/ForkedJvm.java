package dev.spoor.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A Java program in a process of its own, as a user would start it: with {@code -javaagent}, a
 * class path and an environment.
 *
 * <p>Both output streams are read to the end by threads of their own, kept line by line, and shown
 * when an expectation fails. The child sees nothing of this process's {@code DD_*}, {@code OTEL_*}
 * and {@code JAVA_TOOL_OPTIONS} variables. Closing ends the child, first politely (SIGTERM, so that
 * its shutdown hooks run), then by force.
 */
public final class ForkedJvm implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final List<String> command;
  private final Lines out;
  private final Lines err;

  private ForkedJvm(Process process, List<String> command) {
    this.process = process;
    this.command = command;
    this.out = new Lines(process.getInputStream(), "stdout");
    this.err = new Lines(process.getErrorStream(), "stderr");
  }

  /** A program started by its main class. */
  public static Builder ofMain(String mainClass) {
    return new Builder(List.of(mainClass));
  }

  /** A program started as {@code java -jar}. */
  public static Builder ofJar(File jar) {
    return new Builder(List.of("-jar", jar.getPath()));
  }

  /** What to start, and how. */
  public static final class Builder {
    private final List<String> tail;
    private File javaHome = new File(System.getProperty("java.home"));
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String classPath = "";
    private File directory = new File(".");

    private Builder(List<String> tail) {
      this.tail = tail;
    }

    /** The Java to run; by default the one that runs the test. */
    public Builder javaHome(File home) {
      this.javaHome = home;
      return this;
    }

    public Builder agent(File jar) {
      options.add("-javaagent:" + jar.getAbsolutePath());
      return this;
    }

    /** JVM options, put before the class or jar. */
    public Builder options(String... more) {
      options.addAll(List.of(more));
      return this;
    }

    public Builder classPath(String path) {
      this.classPath = path;
      return this;
    }

    public Builder arguments(String... more) {
      arguments.addAll(List.of(more));
      return this;
    }

    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    public Builder directory(File working) {
      this.directory = working;
      return this;
    }

    /** Points the child's tracer at a fake Agent. */
    public Builder sendingTo(FakeAgent agent) {
      environment.put("DD_AGENT_HOST", "127.0.0.1");
      environment.put("DD_TRACE_AGENT_PORT", Integer.toString(agent.port()));
      return this;
    }

    public ForkedJvm start() {
      List<String> command = new ArrayList<>();
      command.add(new File(javaHome, "bin/java").getPath());
      command.addAll(options);
      if (!classPath.isEmpty()) {
        command.add("-cp");
        command.add(classPath);
      }
      command.addAll(tail);
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory);
      builder
          .environment()
          .keySet()
          .removeIf(
              name ->
                  name.startsWith("DD_")
                      || name.startsWith("OTEL_")
                      || name.equals("JAVA_TOOL_OPTIONS")
                      || name.equals("JDK_JAVA_OPTIONS"));
      builder.environment().putAll(environment);
      try {
        return new ForkedJvm(builder.start(), command);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Waits for a line on standard output and returns it. */
  public String awaitOut(Predicate<String> wanted) {
    return out.await(wanted, this);
  }

  /** Waits for a line on standard error and returns it. */
  public String awaitErr(Predicate<String> wanted) {
    return err.await(wanted, this);
  }

  /** Lines of standard output so far. */
  public List<String> out() {
    return out.soFar();
  }

  /** Lines of standard error so far. */
  public List<String> err() {
    return err.soFar();
  }

  public Process process() {
    return process;
  }

  /** Sends a line to the child's standard input. */
  public void say(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError(describe("the child does not listen"), e);
    }
  }

  /** Waits for the child's own end and returns its exit code; all output has been read then. */
  public int awaitExit() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(describe("did not end within " + PATIENCE));
      }
      out.join();
      err.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(describe("interrupted"), e);
    }
  }

  /** The child's command and output, for messages. */
  public String describe(String problem) {
    return problem
        + "\ncommand: "
        + String.join(" ", command)
        + "\nstdout:\n"
        + String.join("\n", out.soFar())
        + "\nstderr:\n"
        + String.join("\n", err.soFar());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      out.join();
      err.join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** One stream of the child, read by a thread of its own. */
  private static final class Lines {
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean ended;

    Lines(InputStream stream, String name) {
      this.reader = new Thread(() -> read(stream), "forked-" + name);
      reader.setDaemon(true);
      reader.start();
    }

    private void read(InputStream stream) {
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          synchronized (lines) {
            lines.add(line);
            lines.notifyAll();
          }
        }
      } catch (IOException e) {
        // The child is gone.
      }
      synchronized (lines) {
        ended = true;
        lines.notifyAll();
      }
    }

    String await(Predicate<String> wanted, ForkedJvm jvm) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      synchronized (lines) {
        int seen = 0;
        while (true) {
          for (; seen < lines.size(); seen++) {
            if (wanted.test(lines.get(seen))) {
              return lines.get(seen);
            }
          }
          long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
          if (ended || left <= 0) {
            throw new AssertionError(jvm.describe("the expected line did not come"));
          }
          try {
            lines.wait(left);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(jvm.describe("interrupted"), e);
          }
        }
      }
    }

    List<String> soFar() {
      synchronized (lines) {
        return List.copyOf(lines);
      }
    }

    void join() throws InterruptedException {
      reader.join(5_000);
    }
  }
}
