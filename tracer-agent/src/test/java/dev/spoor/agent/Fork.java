package dev.spoor.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a program of some JDK to its end, and keeps what it printed. */
final class Fork {
  private static final long DEADLINE_SECONDS = 120;

  private final Path directory;
  private final Path jdk;
  private final Map<String, String> environment = new TreeMap<>();

  Fork(Path directory, Path jdk) {
    this.directory = directory;
    this.jdk = jdk;
  }

  /** What came of a run. */
  record Result(int exit, List<String> out, List<String> err) {}

  Fork with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Runs {@code java}. */
  Result java(List<String> arguments) throws IOException, InterruptedException {
    return run("java", arguments);
  }

  Result run(String program, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(Fork::disturbs);
    builder.environment().putAll(environment);
    builder.directory(directory.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("does not end: " + command);
    }
    return new Result(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
  }

  /** Settings of whoever runs the build must not reach the program. */
  private static boolean disturbs(String variable) {
    return variable.startsWith("DD_")
        || variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS");
  }

  /** Every JDK from 17 on beside the one that runs the tests. */
  static List<Path> jdks() throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    Map<String, Path> found = new TreeMap<>();
    found.put(own.toString(), own);
    try (Stream<Path> beside = Files.list(own.getParent())) {
      for (Path each : beside.toList()) {
        if (Files.isExecutable(each.resolve("bin/java")) && feature(each) >= 17) {
          found.put(each.toRealPath().toString(), each.toRealPath());
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** The feature release of a JDK, from its release file; 0 if it has none. */
  static int feature(Path jdk) throws IOException {
    Path release = jdk.resolve("release");
    if (!Files.exists(release)) {
      return 0;
    }
    for (String line : Files.readAllLines(release)) {
      if (line.startsWith("JAVA_VERSION=")) {
        String version = line.replaceAll("[^0-9.]", "");
        return Integer.parseInt(version.split("\\.")[0]);
      }
    }
    return 0;
  }

  /** A class path that has the test classes of the application package and nothing else. */
  static Path application(Path directory) throws IOException {
    return application(directory, "dev/spoor/app");
  }

  /** The same for the test classes of another package. */
  static Path application(Path directory, String folder) throws IOException {
    Path root = directory.resolve("app");
    Files.createDirectories(root.resolve(folder));
    for (Path file : AgentJar.classFiles(folder)) {
      Files.copy(file, root.resolve(folder).resolve(file.getFileName()));
    }
    return root;
  }
}
