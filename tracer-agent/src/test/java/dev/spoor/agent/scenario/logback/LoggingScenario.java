package dev.spoor.agent.scenario.logback;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the cases once with the libraries of the class path, and once more for each set of other
 * versions, in a class loader of its own as a web application would be.
 *
 * <p>Arguments: {@code <set>=<directory of jars>}. Upper-case letters only in names of sets.
 */
public final class LoggingScenario {
  private LoggingScenario() {}

  public static void main(String[] args) throws Exception {
    LoggingCases.main(new String[] {"NEWEST"});
    runSets(LoggingCases.class, args);
    System.out.println("done");
  }

  /** Calls {@code main} of a class once for each set, with the set's name. */
  public static void runSets(Class<?> cases, String... args) throws Exception {
    for (String arg : args) {
      int at = arg.indexOf('=');
      try (URLClassLoader loader = loader(Path.of(arg.substring(at + 1)))) {
        Thread.currentThread().setContextClassLoader(loader);
        loader
            .loadClass(cases.getName())
            .getMethod("main", String[].class)
            .invoke(null, (Object) new String[] {arg.substring(0, at)});
      }
    }
  }

  /** The set's jars, H2, and these very classes; nothing else of the class path. */
  private static URLClassLoader loader(Path directory) throws Exception {
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> jars = Files.list(directory)) {
      for (Path jar : jars.toList()) {
        urls.add(jar.toUri().toURL());
      }
    }
    urls.add(LoggingScenario.class.getProtectionDomain().getCodeSource().getLocation());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.contains("h2-")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }
}
