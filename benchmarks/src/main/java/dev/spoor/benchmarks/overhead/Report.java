package dev.spoor.benchmarks.overhead;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Writes the results as Markdown. Medians, with the least and the greatest in brackets; what is
 * "over none" or a ratio was first taken within a round and then made a median of.
 */
final class Report {
  private final StringBuilder text = new StringBuilder(8 * 1024);
  private final Results results;

  private Report(Results results) {
    this.results = results;
  }

  static String of(Results results) {
    Report report = new Report(results);
    report.head();
    results.bursts().forEach(report::route);
    if (!results.starts().isEmpty()) {
      report.starts();
    }
    report.footprints();
    report.failures();
    if (results.options().peer() == Peer.UP) {
      report.delivery();
    }
    return report.text.toString();
  }

  private void head() {
    Options options = results.options();
    line("# Overhead");
    line("");
    line(
        "%s, %d processors, Java %s; %s; -Xmx%dm, %d connections, %s, %d rounds, Agent %s; load average "
            + "before %s, after %s.",
        ProcessFacts.processor(),
        Runtime.getRuntime().availableProcessors(),
        options.java() == null ? Runtime.version() : options.java(),
        options.app().what,
        options.heapMegabytes(),
        options.clients(),
        options.rate() == 0 ? "saturated" : options.rate() + " requests/s",
        options.rounds(),
        options.peer().text(),
        results.loadBefore(),
        results.loadAfter());
  }

  private void route(Route route, Map<Contender, List<Burst>> bursts) {
    line("");
    line("## %s: %s (%d spans)", route.path, route.work, route.spans);
    line("");
    line(
        "| | CPU, us/request | over none, %% | of lower quartiles, %% | in the burst alone, %% | allocated, B/request "
            + "| over none, B | requests/s | to none | p50 ms | p99 ms |");
    line("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    List<Burst> none = bursts.getOrDefault(Contender.NONE, List.of());
    bursts.forEach(
        (contender, own) ->
            line(
                "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |",
                contender.label,
                spread(own, Burst::cpuMicros).text("%.0f"),
                excess(own, none, Burst::cpuMicros),
                quietExcess(own, none),
                excess(own, none, Burst::burstCpuMicros),
                spread(own, Burst::bytes).brief("%.0f"),
                Rounds.over(own, none, Burst::bytes).text("%+.0f"),
                spread(own, Burst::perSecond).brief("%.0f"),
                Rounds.ratio(own, none, Burst::perSecond).text("%.2f"),
                spread(own, Burst::p50Millis).brief("%.2f"),
                spread(own, Burst::p99Millis).brief("%.2f")));
  }

  private void starts() {
    line("");
    line("## Start to the first answer");
    line("");
    line("| | CPU, s | over none | wall, s | over none |");
    line("|---|---:|---:|---:|---:|");
    List<ColdStarts.Start> none = results.starts().getOrDefault(Contender.NONE, List.of());
    results
        .starts()
        .forEach(
            (contender, own) ->
                line(
                    "| %s | %s | %s | %s | %s |",
                    contender.label,
                    spread(own, ColdStarts.Start::cpuSeconds).text("%.2f"),
                    Rounds.over(own, none, ColdStarts.Start::cpuSeconds).text("%+.2f"),
                    spread(own, ColdStarts.Start::wallSeconds).text("%.2f"),
                    Rounds.over(own, none, ColdStarts.Start::wallSeconds).text("%+.2f")));
  }

  private void footprints() {
    line("");
    line("## Footprint");
    line("");
    line(
        "| | jar, MB | classes before main | until the first answer | in the end | threads "
            + "| RSS, MB | heap after GC, MB | idle CPU, ms/s |");
    line("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    results
        .footprints()
        .forEach(
            (contender, own) -> {
              ColdStarts.Classes classes = results.classes().get(contender);
              line(
                  "| %s | %.1f | %s | %s | %d | %d | %.0f | %.1f | %.1f |",
                  contender.label,
                  own.jarBytes() / 1e6,
                  classes == null ? "-" : classes.beforeMain(),
                  classes == null ? "-" : classes.total(),
                  own.classes(),
                  own.threads(),
                  own.residentBytes() / 1e6,
                  own.heapBytes() / 1e6,
                  own.idleCpuMillis());
            });
  }

  private void failures() {
    if (!results.failures().isEmpty()) {
      line("");
    }
    results.failures().forEach((contender, why) -> line("%s: %s", contender.label, why));
  }

  private void delivery() {
    line("");
    line("## Spans delivered");
    line("");
    line(
        "| | requests | server spans | spans expected | delivered | %% | bytes per span "
            + "| trace requests | other bytes |");
    line("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    results
        .footprints()
        .forEach(
            (contender, own) -> {
              if (contender.traces()) {
                long spans = own.delivered().spans();
                line(
                    "| %s | %d | %d | %d | %d | %.1f | %.0f | %d | %d |",
                    contender.label,
                    own.requests(),
                    own.delivered().roots(),
                    own.expectedSpans(),
                    spans,
                    100.0 * spans / own.expectedSpans(),
                    (double) own.traceBytes() / Math.max(1, spans),
                    own.traceRequests(),
                    own.otherBytes());
              }
            });
  }

  private static <T> Spread spread(List<T> own, ToDoubleFunction<T> figure) {
    return Spread.of(own.stream().mapToDouble(figure).toArray());
  }

  private static <T> String excess(List<T> own, List<T> none, ToDoubleFunction<T> figure) {
    Spread ratio = Rounds.ratio(own, none, figure);
    return ratio.percentOver().text("%+.0f");
  }

  /** Not paired by rounds: each contender by its own least disturbed quarter. */
  private static String quietExcess(List<Burst> own, List<Burst> none) {
    double ratio = spread(own, Burst::cpuMicros).quiet() / spread(none, Burst::cpuMicros).quiet();
    return String.format(Locale.ROOT, "%+.0f", 100 * (ratio - 1));
  }

  @SuppressWarnings("AnnotateFormatMethod") // would need a dependency for one annotation
  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
