package dev.spoor.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Starts the application again and again, contenders in turn, one at a time, until its first answer
 * on its first route.
 */
final class ColdStarts {
  /** To the first answer: seconds on the wall, seconds of CPU. */
  record Start(double wallSeconds, double cpuSeconds) {}

  /** Classes loaded when the application's main class was, and until the first answer. */
  record Classes(long beforeMain, long total) {}

  private final Setup setup;

  ColdStarts(Setup setup) {
    this.setup = setup;
  }

  Map<Contender, List<Start>> run() throws IOException, InterruptedException {
    Map<Contender, List<Start>> results = new EnumMap<>(Contender.class);
    for (int round = 0; round < setup.options().starts(); round++) {
      for (Contender contender : setup.options().contenders()) {
        results
            .computeIfAbsent(contender, c -> new ArrayList<>())
            .add(once(contender, setup.options().childOptions()));
      }
    }
    return results;
  }

  /** One more start of each, not timed, since the JVM writes a line per class. */
  Map<Contender, Classes> classes() throws IOException, InterruptedException {
    Map<Contender, Classes> results = new EnumMap<>(Contender.class);
    for (Contender contender : setup.options().contenders()) {
      Path file =
          setup.installation().output().resolve(contender.label + ".classes").toAbsolutePath();
      once(contender, List.of("-Xlog:class+load:file=" + file));
      results.put(contender, read(file));
    }
    return results;
  }

  private Classes read(Path file) throws IOException {
    String mainLoaded = " " + setup.options().app().mainClass() + " ";
    long beforeMain = 0;
    long total = 0;
    for (String line : Files.readAllLines(file)) {
      if (line.contains(" source: ")) {
        beforeMain = line.contains(mainLoaded) ? total : beforeMain;
        total++;
      }
    }
    return new Classes(beforeMain, total);
  }

  private Start once(Contender contender, List<String> more)
      throws IOException, InterruptedException {
    try (Sink sink = new Sink(Peer.UP)) {
      Child child = Child.start(setup, contender, setup.options().sinkUrl(sink), more);
      try {
        long wall = child.awaitFirstResponse();
        return new Start(wall / 1e9, child.cpuNanos() / 1e9);
      } finally {
        child.kill();
      }
    }
  }
}
