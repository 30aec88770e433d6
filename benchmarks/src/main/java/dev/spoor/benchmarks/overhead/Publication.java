package dev.spoor.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes {@code OVERHEAD.md} from the runs of all scenes: one table to read, the cases that we
 * lose, plots, and the full report of each scene below them.
 */
final class Publication {
  private final StringBuilder text = new StringBuilder(32 * 1024);
  private final Map<Scene, Results> results;
  private final String options;
  private final List<Contender> contenders;

  private Publication(Map<Scene, Results> results, String options) {
    this.results = results;
    this.options = options;
    this.contenders = List.copyOf(first().options().contenders());
  }

  /**
   * Writes {@code OVERHEAD.md} into the folder, and the plots into {@code plots} below it.
   *
   * @param options that the run was given
   */
  static void write(Map<Scene, Results> results, Path folder, String options) throws IOException {
    Publication publication = new Publication(results, options);
    Files.createDirectories(folder.resolve("plots"));
    for (Plot plot : publication.plots()) {
      Files.writeString(folder.resolve("plots/" + plot.name() + ".svg"), plot.svg());
    }
    Files.writeString(folder.resolve("OVERHEAD.md"), publication.page());
  }

  private Results first() {
    return results.values().iterator().next();
  }

  private String page() {
    line("# Overhead");
    line("");
    line(
        "Written by `%s`; nothing here is by hand.",
        ("benchmarks/overhead.sh --publish benchmarks " + options).strip());
    line("");
    line(
        "%s, %s, %d processors that other work shares, Java %s, the JVM's default collector. The same"
            + " application runs once without an agent and once under each, all at the same time,"
            + " and is loaded in turn: so every figure is a difference or a ratio to \"no agent\" of"
            + " the same round, and the median over the rounds. Processor time scatters from run to"
            + " run, bytes and counts do not. Agents run with their own defaults.",
        LocalDate.now(ZoneOffset.UTC),
        ProcessFacts.processor(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature());
    line("");
    line(
        "The column floor is what a tracer cannot go below on this machine: an agent that is shown"
            + " every class and changes none, two readings of the clock per span, and the bytes of"
            + " the request's spans, made beforehand and written to the sink by one thread. It makes"
            + " no spans, tags, ids or statistics, encodes and copies nothing. With Spring Boot it is"
            + " the agent alone.");
    line("");
    table();
    losses();
    line("");
    line("## In pictures");
    for (Plot plot : plots()) {
      line("");
      line("![%s](plots/%s.svg)", plot.title(), plot.name());
    }
    results.forEach(this::scene);
    return text.toString();
  }

  private List<Contender> agents() {
    return contenders.stream().filter(Contender::traces).toList();
  }

  private void table() {
    StringBuilder head = new StringBuilder("| |");
    StringBuilder rule = new StringBuilder("|---|");
    List<Contender> columns =
        contenders.stream().filter(contender -> contender != Contender.NONE).toList();
    for (Contender contender : columns) {
      head.append(' ').append(contender.label).append(" |");
      rule.append("---:|");
    }
    line("%s", head);
    line("%s", rule);
    for (Measure measure : Measure.ALL) {
      StringBuilder row = new StringBuilder("| " + measure.title() + " |");
      for (Contender contender : columns) {
        row.append(' ').append(cell(measure, contender)).append(" |");
      }
      line("%s", row);
    }
  }

  private String cell(Measure measure, Contender contender) {
    Results run = results.get(measure.scene());
    if (run != null && run.failures().containsKey(contender)) {
      return "gave up";
    }
    return measure.text(measure.of(run, contender));
  }

  private void losses() {
    List<String> lost = new ArrayList<>();
    for (Measure measure : Measure.ALL) {
      Results run = results.get(measure.scene());
      double ours = measure.of(run, Contender.SPOOR);
      List<String> better = new ArrayList<>();
      for (Contender contender : agents()) {
        double theirs = measure.of(run, contender);
        if (measure.isBetter(theirs, ours)) {
          better.add(contender.label + " " + measure.text(theirs));
        }
      }
      if (!better.isEmpty()) {
        lost.add(
            "* " + measure.title() + ": " + measure.text(ours) + "; " + String.join(", ", better));
      }
    }
    line("");
    line("## Where Spoor loses");
    line("");
    line("%s", lost.isEmpty() ? "Nowhere in this run." : String.join("\n", lost));
  }

  private List<Plot> plots() {
    List<Plot> plots = new ArrayList<>();
    plots.add(plot("cpu", "CPU per request over no agent, %", Measure.ALL.subList(0, 4)));
    plots.add(plot("allocation", "Bytes per request over no agent", Measure.ALL.subList(4, 7)));
    plots.add(plot("throughput", "Throughput to no agent", Measure.ALL.subList(7, 12)));
    plots.add(plot("start", "Start to the first answer, s more", Measure.ALL.subList(13, 15)));
    return plots;
  }

  private Plot plot(String name, String title, List<Measure> measures) {
    Plot plot = new Plot(name, title);
    for (Measure measure : measures) {
      Map<Contender, Double> bars = new EnumMap<>(Contender.class);
      for (Contender contender : agents()) {
        bars.put(contender, measure.of(results.get(measure.scene()), contender));
      }
      plot.group(measure.title().replaceAll(", (% over none|B over none|ratio)$", ""), bars);
    }
    return plot;
  }

  private void scene(Scene scene, Results run) {
    line("");
    line("<details><summary>%s: all figures</summary>", scene.title);
    line("");
    // One level lower: the page has its own title.
    line("%s", Report.of(run).replace("\n## ", "\n### ").replaceFirst("^# .*\\n\\n", ""));
    line("</details>");
  }

  @SuppressWarnings("AnnotateFormatMethod") // would need a dependency for one annotation
  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
