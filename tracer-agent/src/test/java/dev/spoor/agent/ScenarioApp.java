package dev.spoor.agent;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * An application made of scenario sources and a set of libraries: compiled when the test runs, so
 * that one source serves all versions of a library, and those that only differ in package names.
 */
public final class ScenarioApp {
  private static final Path SOURCES = Path.of("src/test/java/dev/spoor/agent/scenario");

  private final Path directory;
  private final List<String> libraries = new ArrayList<>();
  private final List<String[]> replacements = new ArrayList<>();
  private final List<Path> sources = new ArrayList<>();

  /**
   * @param directory for the class files; empty
   */
  public ScenarioApp(Path directory) {
    this.directory = directory;
  }

  /** Adds the libraries that the build copied to {@code target/scenario-libs/<set>}. */
  public ScenarioApp with(String set) throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("target/scenario-libs", set))) {
      jars.forEach(jar -> libraries.add(jar.toAbsolutePath().toString()));
    }
    return this;
  }

  /** Adds a jar or a folder of classes. */
  public ScenarioApp with(Path library) {
    libraries.add(library.toAbsolutePath().toString());
    return this;
  }

  /** Adds jars of the test's own class path, by the beginnings of their names. */
  public ScenarioApp withOwn(String... names) {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String jar = new File(entry).getName();
      if (jar.endsWith(".jar") && Arrays.stream(names).anyMatch(jar::startsWith)) {
        libraries.add(entry);
      }
    }
    return this;
  }

  /** Replaces text in all sources, in the order of the calls. */
  public ScenarioApp replacing(String text, String by) {
    replacements.add(new String[] {text, by});
    return this;
  }

  /** Adds sources below {@code dev/spoor/agent/scenario}, without {@code .java}. */
  public ScenarioApp sources(String... names) {
    for (String name : names) {
      sources.add(SOURCES.resolve(name + ".java"));
    }
    return this;
  }

  /** Adds the stand-in for the request log of the log correlation library. */
  public ScenarioApp withRequestLog() {
    sources.add(Path.of("src/test/resources/scenario/RequestLog.java"));
    return this;
  }

  /** Adds sources from the resources, without {@code .java}, for what cannot be compiled here. */
  public ScenarioApp withResources(String... names) {
    for (String name : names) {
      sources.add(Path.of("src/test/resources/scenario", name + ".java"));
    }
    return this;
  }

  /** Adds the stand-ins for its request log and its job log. */
  public ScenarioApp withJobLog() {
    sources.add(Path.of("src/test/resources/scenario/JobLog.java"));
    return withRequestLog();
  }

  /** Compiles the sources and returns the class path of the whole. */
  public String build() throws IOException {
    List<Path> rewritten = new ArrayList<>();
    for (Path source : sources) {
      String text = Files.readString(source);
      for (String[] replacement : replacements) {
        text = text.replace(replacement[0], replacement[1]);
      }
      Path copy = directory.resolve("src").resolve(source.getFileName());
      Files.createDirectories(copy.getParent());
      rewritten.add(Files.writeString(copy, text));
    }
    Path classes = Files.createDirectories(directory.resolve("classes"));
    compile(rewritten, classes);
    return Stream.concat(Stream.of(classes.toString()), libraries.stream())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void compile(List<Path> files, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
      List<String> options =
          List.of(
              "-proc:none",
              "-d",
              classes.toString(),
              "-cp",
              String.join(File.pathSeparator, libraries));
      if (!compiler.getTask(messages, manager, null, options, null, units).call()) {
        throw new IllegalStateException("the scenario does not compile:\n" + messages);
      }
    }
  }
}
