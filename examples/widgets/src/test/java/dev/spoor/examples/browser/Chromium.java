package dev.spoor.examples.browser;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Chromium of one's own, with a fresh profile, that is gone when it is closed. It asks the
 * network for nothing but what its pages ask for.
 */
public final class Chromium implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  private final Process process;
  private final Path profile;
  private final URI address;

  private Chromium(Process process, Path profile, URI address) {
    this.process = process;
    this.profile = profile;
    this.address = address;
  }

  /** The browser of this machine, null if none is installed. */
  public static @Nullable Path find() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      for (String name : NAMES) {
        Path path = Path.of(folder, name);
        if (Files.isExecutable(path)) {
          return path;
        }
      }
    }
    return null;
  }

  public static Chromium start(Path program) throws IOException {
    Path profile = Files.createTempDirectory("spoor-chromium");
    List<String> command = new ArrayList<>(List.of(program.toString(), "--headless"));
    command.addAll(
        List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-sync",
            "--hide-scrollbars",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // It is killed in the end and clears nothing away.
    builder.environment().put("TMPDIR", profile.toString());
    Process process = builder.start();
    CompletableFuture<URI> address = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, address), "chromium-output");
    reader.setDaemon(true);
    reader.start();
    try {
      return new Chromium(process, profile, address.get(60, TimeUnit.SECONDS));
    } catch (Exception e) {
      process.destroyForcibly();
      throw new IOException("Chromium did not start: " + e, e);
    }
  }

  /** Reads on to the end, so that the browser never waits for somebody to read. */
  private static void read(Process process, CompletableFuture<URI> address) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Matcher matcher = LISTENS.matcher(line);
        if (matcher.find()) {
          address.complete(URI.create(matcher.group(1)));
        }
        said.append(said.length() < 10_000 ? line + "\n" : "");
      }
    } catch (IOException closed) {
      // The process was ended.
    }
    address.completeExceptionally(new IOException("it ended and said:\n" + said));
  }

  /** Opens a page of that size in pixels. */
  public Tab open(int width, int height) {
    return Tab.open(DevTools.connect(address), width, height);
  }

  @Override
  public void close() {
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | RuntimeException e) {
      // The system clears its temporary folder.
    }
  }
}
