package dev.spoor.examples.demo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that the demo started. All it prints goes straight into a file, which is read again
 * where lines are wanted: so no thread stands between, and nothing is lost when the demo dies.
 *
 * <p>{@link #close} may be called by any thread and more than once.
 */
final class Child implements AutoCloseable {

  private static final int TERM_SECONDS = 15;

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * @param environment added to the demo's own, from which settings of any tracer are taken out:
   *     what somebody has in the shell for other work must not decide what the demo shows
   * @param log takes all that the process prints, errors among it
   */
  static Child start(
      String name, List<String> command, Path folder, Map<String, String> environment, Path log)
      throws IOException {
    Files.createDirectories(log.getParent());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()));
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.startsWith("DD_") || key.startsWith("OTEL_"));
    builder.environment().putAll(environment);
    return new Child(name, builder.start(), log);
  }

  /**
   * @throws DemoFailure when the process is gone, with its last lines
   */
  void checkAlive() throws DemoFailure, IOException {
    if (!process.isAlive()) {
      throw failure("ended with status " + process.exitValue());
    }
  }

  DemoFailure failure(String what) throws IOException {
    List<String> lines = linesFrom(Math.max(0, position() - 65_536));
    List<String> last = lines.subList(Math.max(0, lines.size() - 20), lines.size());
    return new DemoFailure(
        name + " " + what + "; its last lines, from " + log + ":\n" + String.join("\n", last));
  }

  /** Returns a place in the output, for {@link #linesFrom}. */
  long position() throws IOException {
    return Files.size(log);
  }

  /** Returns the whole lines that were printed since. */
  List<String> linesFrom(long position) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[Math.toIntExact(Math.max(0, file.length() - position))];
      file.seek(position);
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
  }

  Path log() {
    return log;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(TERM_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
