package dev.spoor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.FreePort;
import dev.spoor.testing.SpanAssert;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that an outside suite starts the app by, in a folder where nothing is to be built. */
class ConformanceScriptTest {
  private static final String SCRIPT = "conformance-app.sh";

  /** Of processor time: other work on the machine makes no difference to it. */
  private static final Duration START = Duration.ofSeconds(2);

  private static Path built(Path folder) throws IOException {
    Path module = folder.resolve("tracer-core");
    Files.createDirectories(module.resolve("src/main"));
    Files.createDirectories(module.resolve("src/test/java/dev/spoor/conformance"));
    Files.createFile(folder.resolve("pom.xml"));
    Files.createFile(module.resolve("pom.xml"));
    Files.copy(Path.of(SCRIPT), module.resolve(SCRIPT));
    Files.createDirectories(module.resolve("target"));
    Path classPath = module.resolve("target/conformance.classpath");
    Files.writeString(classPath, System.getProperty("java.class.path"));
    return module.resolve(SCRIPT);
  }

  private static Process start(Path script, int port, String agent) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", script.toString());
    Map<String, String> environment = builder.environment();
    String path = environment.get("PATH");
    environment.clear();
    environment.put("PATH", path);
    environment.put("LANG", "C.UTF-8");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("APM_TEST_CLIENT_SERVER_PORT", Integer.toString(port));
    environment.put("DD_TRACE_AGENT_URL", agent);
    environment.put("DD_TRACE_DEBUG", "true");
    environment.put("DD_SERVICE", "by-variable");
    environment.put(
        "SYSTEM_TESTS_EXTRA_COMMAND_ARGUMENTS", "-Ddd.service=by-property -Ddd.version=3");
    File folder = script.getParent().toFile();
    return builder
        .redirectOutput(new File(folder, "out"))
        .redirectError(new File(folder, "err"))
        .start();
  }

  private static void awaitReady(int port, Process app, Path folder) throws IOException {
    while (true) {
      try {
        assertThat(RunningApp.exchange(port, "GET", "/non-existent").statusCode()).isEqualTo(404);
        return;
      } catch (UncheckedIOException notYet) {
        assertThat(app.isAlive()).as(Files.readString(folder.resolve("err"))).isTrue();
      }
    }
  }

  /** The start-up line has a thread of its own. */
  private static void awaitLine(Path file, String text) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!Files.readString(file).contains(text)) {
      assertThat(System.nanoTime()).as("waiting for " + text).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void startsTheAppSoonAndWithTheOptionsThatItIsGiven(@TempDir Path folder) throws Exception {
    Path script = built(folder);
    int port = FreePort.find();
    try (FakeAgent agent = FakeAgent.start()) {
      Process app = start(script, port, agent.url());
      try {
        awaitReady(port, app, script.getParent());
        // The script gives its process to Java.
        assertThat(app.info().totalCpuDuration().orElse(START)).isLessThan(START);

        assertThat(RunningApp.call(port, "GET", "/trace/config").get("config"))
            .extracting("dd_service", "dd_version")
            .containsExactly("by-property", "3");
        Object id = RunningApp.call(port, "POST", "/trace/span/start", "name", "x").get("span_id");
        RunningApp.call(port, "POST", "/trace/span/finish", "span_id", id);
        RunningApp.call(port, "POST", "/trace/span/flush");
        SpanAssert.assertThat(agent.awaitSpan(span -> span.name().equals("x")))
            .hasService("by-property");
        awaitLine(script.resolveSibling("err"), "DATADOG TRACER CONFIGURATION");
      } finally {
        app.destroyForcibly();
        assertThat(app.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(script.resolveSibling("out")).as("lines of the tracer go elsewhere").isEmptyFile();
      agent.assertNoViolations();
    }
  }
}
