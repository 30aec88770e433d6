package dev.spoor.examples.heroku;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The part of a dyno's start that comes before the application: what the profile script of
 * Datadog's buildpack does with the application's {@code datadog} folder until it sources {@code
 * prerun.sh}. The Agent itself is not started.
 */
final class Dyno {
  private static final Path DATADOG = Path.of("datadog").toAbsolutePath();

  private final Path home;
  private final Map<String, String> config = new TreeMap<>();

  Dyno(Path home, String name) {
    this.home = home;
    config.put("DYNO", name);
    config.put("DYNOTYPE", name.substring(0, name.indexOf('.')));
  }

  static boolean hasShell() {
    return new File("/bin/bash").canExecute();
  }

  /** Sets a config var of the application. */
  Dyno with(String key, String value) {
    config.put(key, value);
    return this;
  }

  /** What the script printed, and what the shell that sourced it had to say afterwards. */
  record Start(String output, int status) {}

  /**
   * Copies the files into place and sources the script, under the strictest settings that a profile
   * script could have.
   */
  Start start() throws IOException, InterruptedException {
    for (String check : new String[] {"postgres", "redisdb", "mcache"}) {
      Path target = conf(check);
      Files.createDirectories(target.getParent());
      Files.deleteIfExists(target);
      Files.copy(DATADOG.resolve("conf.d/" + check + ".yaml"), target);
    }
    if (!Files.exists(agentConfig())) {
      Files.writeString(agentConfig(), "confd_path: /app/conf.d\n");
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            "/bin/bash",
            "-c",
            "set -eu; source \"$DD_HEROKU_CONF_FOLDER/prerun.sh\""
                + "; echo \"version=$DD_VERSION off=${DISABLE_DATADOG_AGENT:-}\""
                + "; set | grep -c '^spoor_' || true");
    builder.environment().keySet().removeIf(key -> !key.equals("PATH"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("DD_CONF_DIR", home.toString());
    builder.environment().put("DATADOG_CONF", agentConfig().toString());
    builder.environment().put("DD_HEROKU_CONF_FOLDER", DATADOG.toString());
    builder.environment().putAll(config);
    Path printed = home.resolve("printed");
    Process shell = builder.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
    if (!shell.waitFor(60, TimeUnit.SECONDS)) {
      shell.destroyForcibly();
      throw new AssertionError("prerun.sh does not end");
    }
    return new Start(Files.readString(printed), shell.exitValue());
  }

  Path conf(String check) {
    return home.resolve("conf.d/" + check + ".d/conf.yaml");
  }

  /** The Agent's own {@code datadog.yaml}. */
  Path agentConfig() {
    return home.resolve("datadog.yaml");
  }
}
