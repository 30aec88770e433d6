package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spoor.agent.lib.probe.ProbePlugin;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With an ahead-of-time cache the JDK's classes are there before the agent is; agents that weave
 * {@code VirtualThread} have been seen to stop virtual threads from ever running their body then.
 * The cache may be recorded with the agent on the command line, too, which keeps out of that run.
 */
class VirtualThreadsAotIT {
  private static final String MAIN = "dev.spoor.agent.scenario.executors.ExecutorScenario";
  private static final String FOLDER = "dev/spoor/agent/scenario/executors";

  /** The release that can record and create a cache in one go. */
  private static final int FIRST_WITH_CACHE = 25;

  @TempDir Path directory;

  @Test
  void everyBodyRunsUnderItsContextWithCachesRecordedWithAndWithoutTheAgent() throws Exception {
    Path jdk = jdkWithCache();
    Path agent = AgentJar.plusPlugins(directory, ProbePlugin.class);
    Path app = applicationJar();
    for (boolean recordedWithAgent : new boolean[] {false, true}) {
      Path cache = directory.resolve("app-" + recordedWithAgent + ".aot");
      Fork.Result recorded =
          new Fork(directory, jdk)
              .java(command("-XX:AOTCacheOutput=" + cache, recordedWithAgent ? agent : null, app));
      assertThat(recorded.exit()).as("%s %s", recorded.out(), recorded.err()).isZero();
      assertThat(cache).exists();
      Path classes = directory.resolve("classes-" + recordedWithAgent + ".txt");
      List<String> command = command("-XX:AOTCache=" + cache, agent, app);
      command.add(0, "-XX:AOTMode=on");
      command.add(0, "-Xlog:class+load:file=" + classes);

      Fork.Result result = new Fork(directory, jdk).java(command);

      assertThat(result.out()).noneMatch(line -> line.startsWith("WRONG"));
      assertThat(result.out())
          .contains("ok virtual threads", "ok one hundred thousand virtual threads", "end");
      assertThat(result.err()).isEmpty();
      assertThat(Files.readAllLines(classes))
          .anyMatch(
              line -> line.contains("java.lang.VirtualThread ") && line.contains("shared objects"))
          .anyMatch(line -> line.contains(MAIN) && line.contains("shared objects"));
    }
  }

  private static Path jdkWithCache() throws IOException {
    Path found = null;
    for (Path jdk : Fork.jdks()) {
      if (Fork.feature(jdk) >= FIRST_WITH_CACHE) {
        found = jdk;
      }
    }
    if (found == null) {
      System.out.println("skipped: no JDK " + FIRST_WITH_CACHE + " or newer is installed");
    }
    assumeTrue(found != null, "no JDK with an ahead-of-time cache is installed");
    return found;
  }

  private static List<String> command(String option, Path agent, Path app) {
    List<String> command = new ArrayList<>(List.of(option, "--add-modules=java.instrument"));
    if (agent != null) {
      command.add("-javaagent:" + agent);
    }
    command.addAll(List.of("-cp", app.toString(), MAIN, "virtual"));
    return command;
  }

  /** Caches take classes from jars only. */
  private Path applicationJar() throws IOException {
    Path jar = directory.resolve("app.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Path each : AgentJar.classFiles(FOLDER)) {
        out.putNextEntry(new ZipEntry(FOLDER + "/" + each.getFileName()));
        out.write(Files.readAllBytes(each));
        out.closeEntry();
      }
    }
    return jar;
  }
}
