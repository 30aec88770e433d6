package dev.spoor.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of this package with one thread and with two, and writes one table. */
public final class MicroReport {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final int MAX_THREADS = 2;
  private static final int WARM_UPS = 4;
  private static final int MEASUREMENTS = 5;

  private MicroReport() {}

  /**
   * Runs all of them, or those whose name has a word in it.
   *
   * @param args {@code --publish FILE} and the word, in any order
   */
  public static void main(String[] args) throws RunnerException, IOException {
    Path file = null;
    String word = "";
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--publish") && i + 1 < args.length) {
        file = Path.of(args[++i]);
      } else {
        word = args[i];
      }
    }
    String table = table(rows(word), word);
    System.out.println(table);
    if (file != null) {
      Files.writeString(file, table);
    }
  }

  /** By operation: time and bytes with one thread, then with two. */
  private static Map<String, List<String>> rows(String word) throws RunnerException {
    Map<String, List<String>> rows = new TreeMap<>();
    for (int threads = 1; threads <= MAX_THREADS; threads++) {
      for (RunResult result : run(word, threads)) {
        List<String> row = rows.computeIfAbsent(name(result.getParams()), key -> new ArrayList<>());
        Result<?> time = result.getPrimaryResult();
        Result<?> bytes =
            Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED), ALLOCATED);
        row.add(String.format(Locale.ROOT, "%,.0f ± %,.0f", time.getScore(), time.getScoreError()));
        row.add(String.format(Locale.ROOT, "%,.0f", bytes.getScore()));
      }
    }
    return rows;
  }

  private static Collection<RunResult> run(String word, int threads) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(MicroReport.class.getPackageName() + ".*" + word)
                .threads(threads)
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(MEASUREMENTS)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }

  /** Such as {@code Trace toBytes, children 20}. */
  private static String name(BenchmarkParams params) {
    String full = params.getBenchmark();
    String method = full.substring(full.lastIndexOf('.') + 1);
    String type = full.substring(0, full.lastIndexOf('.'));
    StringBuilder name =
        new StringBuilder(type.substring(type.lastIndexOf('.') + 1).replace("Benchmark", ""))
            .append(' ')
            .append(method);
    for (String key : params.getParamsKeys()) {
      name.append(", ").append(key).append(' ').append(shown(params.getParam(key)));
    }
    return name.toString();
  }

  /** Neither empty nor able to end a cell of the table. */
  private static String shown(@Nullable String value) {
    return value == null || value.isEmpty() ? "none" : value.replace("|", "\\|");
  }

  private static String table(Map<String, List<String>> rows, String word) {
    StringBuilder text = new StringBuilder("# Single steps\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "Written by `benchmarks/micro.sh%s`; nothing here is by hand.%n%n"
                + "%s, %d processors that other work shares, Java %s. Nanoseconds with the error that"
                + " JMH gives, and bytes allocated, per operation; with two threads each of them does"
                + " the operation. One fork, %d iterations of a second each after %d. Times scatter on"
                + " such a machine, bytes do not. `OpenTelemetry` is that SDK with the same operation,"
                + " and nothing that takes its spans.%n%n",
            word.isEmpty() ? " --publish benchmarks/MICRO.md" : " " + word,
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            MEASUREMENTS,
            WARM_UPS));
    text.append("| operation | 1 thread: ns | B | 2 threads: ns | B |\n");
    text.append("|---|---:|---:|---:|---:|\n");
    rows.forEach(
        (name, cells) ->
            text.append("| ")
                .append(name)
                .append(" | ")
                .append(String.join(" | ", cells))
                .append(" |\n"));
    return text.toString();
  }
}
