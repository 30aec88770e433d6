package dev.spoor.examples.heroku;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A line of the {@code Procfile}, run by a shell as in a dyno, with the flags of 512 MB. What it
 * prints goes to the drain line by line. Close it.
 */
final class DynoProcess implements AutoCloseable {
  /** What Heroku puts before an application's own. */
  private static final String JAVA_TOOL_OPTIONS =
      "-Dfile.encoding=UTF-8 -Xmx300m -Xss512k -XX:CICompilerCount=2";

  /** R12: whoever has not ended by then is killed. */
  private static final int EXIT_SECONDS = 30;

  private final Process process;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();

  private DynoProcess(Process process, Consumer<String> drain) {
    this.process = process;
    read(process.getInputStream(), out, drain);
    read(process.getErrorStream(), err, drain);
  }

  /**
   * @param folder where the {@code Procfile} is
   * @param dyno {@code web.1}; its type names the line
   * @param config the application's config vars
   * @param drain takes each line that is printed, on other threads
   */
  static DynoProcess start(
      Path folder, String dyno, Map<String, String> config, Consumer<String> drain)
      throws IOException {
    String type = dyno.substring(0, dyno.indexOf('.'));
    ProcessBuilder shell =
        new ProcessBuilder("/bin/bash", "-c", "exec " + command(folder, type))
            .directory(folder.toFile());
    shell.environment().clear();
    String java = System.getProperty("java.home");
    shell.environment().put("PATH", java + "/bin" + File.pathSeparator + "/usr/bin:/bin");
    shell.environment().put("JAVA_HOME", java);
    shell.environment().put("HOME", folder.toAbsolutePath().toString());
    shell.environment().put("JAVA_TOOL_OPTIONS", JAVA_TOOL_OPTIONS);
    shell.environment().put("DYNO", dyno);
    shell.environment().putAll(config);
    return new DynoProcess(shell.start(), drain);
  }

  private static String command(Path folder, String type) throws IOException {
    for (String line : Files.readAllLines(folder.resolve("Procfile"))) {
      if (line.startsWith(type + ":")) {
        return line.substring(type.length() + 1).strip();
      }
    }
    throw new AssertionError("the Procfile has no line for " + type);
  }

  private static void read(InputStream stream, List<String> lines, Consumer<String> drain) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader text =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                  lines.add(line);
                  drain.accept(line);
                }
              } catch (IOException e) {
                lines.add("unreadable: " + e);
              }
            },
            "dyno-output");
    reader.setDaemon(true);
    reader.start();
  }

  List<String> out() {
    return List.copyOf(out);
  }

  List<String> err() {
    return List.copyOf(err);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for a process that ends by itself, three minutes at most. */
  int await() throws InterruptedException {
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      throw new AssertionError("does not end; its last lines: " + out + err);
    }
    return process.exitValue();
  }

  /** Sends SIGTERM as Heroku does, and returns the status; fails when it has to be killed. */
  int stop() throws InterruptedException {
    // Not Process.destroy, which closes the streams before the last lines are read.
    process.toHandle().destroy();
    if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("R12: did not end within " + EXIT_SECONDS + " s of SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
