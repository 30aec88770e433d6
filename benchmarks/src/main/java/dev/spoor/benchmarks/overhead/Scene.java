package dev.spoor.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The circumstances under which the published comparison looks at the contenders, one run each. */
enum Scene {
  SATURATED("Saturated, 512 MB", "--heap", "512"),
  RATE(
      "300 requests a second",
      "--rate",
      "300",
      "--routes",
      "widgets",
      "--starts",
      "0",
      "--rounds",
      "5"),
  HEAP_128("Saturated, 128 MB", "--heap", "128", "--routes", "widgets,many", "--starts", "0"),
  HEAP_64("Saturated, 64 MB", "--heap", "64", "--routes", "widgets,many", "--starts", "0"),
  AGENT_DOWN("Agent down", "--agent", "down", "--routes", "widgets,many", "--starts", "0"),
  SPRING("Spring Boot", "--app", "spring", "--starts", "2");

  final String title;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> options;

  Scene(String title, String... options) {
    this.title = title;
    this.options = List.of(options);
  }

  /** Takes {@code --publish FOLDER} out of a command line; null when it is not there. */
  static @Nullable Path takeFolder(List<String> arguments) {
    int at = arguments.indexOf("--publish");
    if (at < 0 || at + 1 == arguments.size()) {
      return null;
    }
    arguments.remove(at);
    return Path.of(arguments.remove(at));
  }

  /**
   * Runs all scenes one after the other.
   *
   * @param more options that go for each; a scene's own win
   */
  static Map<Scene, Results> runAll(List<String> more, Installation installation)
      throws IOException, InterruptedException, SQLException {
    Map<Scene, Results> results = new EnumMap<>(Scene.class);
    for (Scene scene : values()) {
      System.err.println(scene.title);
      List<String> arguments = new ArrayList<>(scene.options);
      arguments.addAll(more);
      try {
        results.put(
            scene, Overhead.run(Options.parse(arguments.toArray(String[]::new)), installation));
      } catch (IOException e) {
        // The other scenes took minutes each; the page says "-" for this one.
        System.err.println(scene.title + " failed: " + e);
      }
    }
    return results;
  }
}
