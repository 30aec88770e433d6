package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the real jar does to a JVM that it has no business with, or before {@code main}. */
class HygieneIT {
  private static final String APP = "dev.spoor.app.SampleApp";
  private static final String AGENT_LOADER = "dev.spoor.agent.AgentLoader";

  /** The budget; measured: 1.1 MB. */
  private static final int MAX_JAR_BYTES = 4_500_000;

  /** All classes before main, the JVM's own included; measured: some 1,000 on 17 and on 25. */
  private static final int MAX_ALL_CLASSES_BEFORE_MAIN = 1_500;

  /**
   * Classes that the agent may add before main, its own included; the JVM's part is not ours.
   * Measured: 311 on 17, 353 on 25, where the first call site wakes the class-file API.
   */
  private static final int MAX_CLASSES_BEFORE_MAIN = 370;

  @TempDir static Path directory;
  private static Path application;
  private static Path emptyAgent;
  private static final String AGENT = "-javaagent:" + AgentJar.real();

  static List<Path> jdks() throws Exception {
    return Fork.jdks();
  }

  @BeforeAll
  static void build() throws Exception {
    application = directory.resolve("app.jar");
    emptyAgent = AgentJar.of(directory, "dev.spoor.app.EmptyAgent");
    try (OutputStream file = Files.newOutputStream(application);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Path each : AgentJar.classFiles("dev/spoor/app")) {
        out.putNextEntry(new ZipEntry("dev/spoor/app/" + each.getFileName()));
        out.write(Files.readAllBytes(each));
      }
    }
  }

  private static Fork.Result run(Path jdk, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-cp", application.toString(), APP));
    return new Fork(directory, jdk).java(arguments);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void leavesStderrEmptyAndTheApplicationAsItIs(Path jdk) throws Exception {
    Fork.Result without = run(jdk);
    Fork.Result with = run(jdk, AGENT);

    assertThat(with.err()).isEmpty();
    assertThat(with.exit()).isZero();
    assertThat(with.out()).isEqualTo(without.out()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void loadsNothingBeforeMainThatApplicationsWantToConfigure(Path jdk) throws Exception {
    // Any agent at all makes the JVM load more; the comparison is with one that does nothing.
    Set<String> baseline = beforeMain(jdk, "-javaagent:" + emptyAgent);
    Set<String> ours = beforeMain(jdk, AGENT);
    assertThat(ours)
        .contains(AGENT_LOADER, "java.lang.SpoorLinker")
        .hasSizeLessThanOrEqualTo(MAX_ALL_CLASSES_BEFORE_MAIN);

    ours.removeAll(baseline);
    assertThat(ours)
        .noneMatch(name -> name.startsWith("java.util.logging."))
        .noneMatch(name -> name.startsWith("javax.management."))
        .noneMatch(name -> name.startsWith("java.nio.file."))
        .noneMatch(name -> name.startsWith("java.util.regex."))
        .noneMatch(name -> name.startsWith("java.net.Socket"))
        .noneMatch(name -> name.equals("java.security.SecureRandom"))
        .hasSizeLessThan(MAX_CLASSES_BEFORE_MAIN);
    System.out.println(
        "classes before main, Java " + Fork.feature(jdk) + ": " + ours.size() + " by the agent");
  }

  /** Names of the classes that are loaded until the application's main class is. */
  private static Set<String> beforeMain(Path jdk, String... options) throws Exception {
    Path log = Files.createTempFile(directory, "classes", ".txt");
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Xlog:class+load:file=" + log + ":none");
    run(jdk, all.toArray(new String[0]));
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(log)) {
      String name = line.split(" ", 2)[0];
      if (name.equals(APP)) {
        return names;
      }
      names.add(name);
    }
    throw new IllegalStateException("the application was not loaded");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void keepsClassDataSharingForTheApplication(Path jdk) throws Exception {
    Path archive = directory.resolve("app-" + Fork.feature(jdk) + ".jsa");
    run(jdk, "-XX:ArchiveClassesAtExit=" + archive);
    Path log = Files.createTempFile(directory, "sharing", ".txt");
    run(jdk, AGENT, "-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=" + log + ":none");

    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.startsWith(APP + " ") && line.contains("shared objects file (top)"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void takesSettingsFromItsArgumentsWithTheirCommas(Path jdk) throws Exception {
    String arguments = "=dd.service=shop,dd.tags=team:core,tier:web,dd.env=prod";
    Fork.Result result =
        new Fork(directory, jdk)
            .java(List.of(AGENT + arguments, "-XshowSettings:properties", "-version"));

    assertThat(String.join("\n", result.err()))
        .contains("dd.service = shop")
        .contains("dd.tags = team:core,tier:web")
        .contains("dd.env = prod");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void staysOutWhenItIsSwitchedOff(Path jdk) throws Exception {
    assertThat(beforeMain(jdk, AGENT, "-Ddd.trace.enabled=FALSE")).doesNotContain(AGENT_LOADER);
    assertThat(beforeMain(jdk, AGENT + "=dd.trace.enabled=0")).doesNotContain(AGENT_LOADER);
    assertThat(beforeMain(jdk, AGENT + "=dd.trace.enabled=0", "-Ddd.trace.enabled=true"))
        .contains(AGENT_LOADER);
    assertThat(beforeMain(jdk, AGENT, "-Ddd.trace.enabled=")).contains(AGENT_LOADER);

    Path log = Files.createTempFile(directory, "off", ".txt");
    List<String> arguments =
        List.of(AGENT, "-Xlog:class+load:file=" + log, "-cp", application.toString(), APP);
    new Fork(directory, jdk).with("DD_TRACE_ENABLED", "false").java(arguments);
    assertThat(Files.readString(log)).contains(APP).doesNotContain(AGENT_LOADER);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void leavesToolsOfTheJdkAlone(Path jdk) throws Exception {
    for (String tool : List.of("jps", "keytool", "javac", "jar")) {
      Path log = Files.createTempFile(directory, tool, ".txt");
      Fork.Result result =
          new Fork(directory, jdk)
              .with("JAVA_TOOL_OPTIONS", AGENT + " -Xlog:class+load:file=" + log)
              .run(tool, List.of("-help"));
      assertThat(result.err()).noneMatch(line -> line.contains("[spoor]"));
      assertThat(Files.readString(log)).contains("Premain").doesNotContain(AGENT_LOADER);
    }
  }

  @Test
  void aSecondAgentSaysSoInOneLine() throws Exception {
    Path copy = Files.copy(AgentJar.real(), directory.resolve("copy.jar"));
    Fork.Result result = run(Fork.jdks().get(0), AGENT, "-javaagent:" + copy);

    assertThat(result.exit()).isZero();
    assertThat(result.err()).hasSize(1).first().asString().contains("installed already");
  }

  @Test
  void aBrokenJarSaysSoInOneLineAndTheApplicationRuns() throws Exception {
    Path broken = AgentJar.without("spoor/java/lang/SpoorLinker.classdata", directory);
    Fork.Result result = run(Fork.jdks().get(0), "-javaagent:" + broken);

    assertThat(result.exit()).isZero();
    assertThat(result.out()).isNotEmpty();
    assertThat(result.err()).hasSize(1).first().asString().contains("could not start");
  }

  @Test
  void hidesEverythingButTheEntryClass() throws IOException {
    assertThat(Files.size(AgentJar.real())).isLessThan(MAX_JAR_BYTES);
    try (ZipFile jar = new ZipFile(AgentJar.real().toFile());
        Stream<? extends ZipEntry> entries = jar.stream()) {
      List<String> names =
          entries.filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
      assertThat(names)
          .filteredOn(name -> name.endsWith(".class"))
          .containsExactly("dev/spoor/agent/Premain.class");
      assertThat(names)
          .allMatch(
              name ->
                  name.startsWith("spoor/")
                      || name.startsWith("META-INF/")
                      || name.equals("dev/spoor/agent/Premain.class"));
      assertThat(names).filteredOn(name -> name.startsWith("META-INF/services/")).isEmpty();
    }
  }
}
