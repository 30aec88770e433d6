package dev.spoor.benchmarks.overhead;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the build has put things.
 *
 * @param app the folder with the application's jars
 * @param agents the folder with the rivals' jars
 * @param spoor our own agent
 * @param widgets the executable jar of the example
 * @param output where children may write: their logs, recordings
 */
record Installation(Path app, Path agents, Path spoor, Path widgets, Path output) {
  /** Finds all of it below the folder of the benchmarks module. */
  static Installation below(Path module) {
    Path built = module.resolve("target/overhead").toAbsolutePath().normalize();
    return new Installation(
        built.resolve("app"),
        built.resolve("agents"),
        module.resolve("../tracer-agent/target/tracer-agent.jar").toAbsolutePath().normalize(),
        module.resolve("../examples/widgets/target/widgets.jar").toAbsolutePath().normalize(),
        built.resolve("run"));
  }

  /** Says in one line what is missing, or returns null. */
  @Nullable String complaint(Iterable<Contender> contenders) {
    for (Contender contender : contenders) {
      Path jar = contender.jar(this);
      if (jar != null && !Files.isRegularFile(jar)) {
        return "no " + jar + "; start this through benchmarks/overhead.sh, which builds it";
      }
    }
    return Files.isDirectory(app) ? null : "no " + app + "; start benchmarks/overhead.sh";
  }
}
