package dev.spoor.benchmarks.overhead;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One line of the published table: what is measured in which scene, and how a contender's figure is
 * found. All but the counts are differences to "no agent" of the same round, or ratios.
 *
 * @param format of the figure
 * @param lessIsBetter false for throughput
 */
record Measure(String title, String format, boolean lessIsBetter, Scene scene, Figure figure) {

  /** Finds the figure of a contender in a run; NaN when the run has none. */
  interface Figure {
    double of(Results results, Contender contender);
  }

  static final List<Measure> ALL =
      List.of(
          cpu("/widgets (3 spans, log line): CPU per request", Scene.SATURATED, Route.WIDGETS),
          cpu("21 spans (20 H2 queries): CPU per request", Scene.SATURATED, Route.MANY),
          cpu("plain servlet, 1 span: CPU per request", Scene.SATURATED, Route.PLAIN),
          cpu("Spring Boot page: CPU per request", Scene.SPRING, Route.SHELF),
          bytes("/widgets: allocated per request", Scene.SATURATED, Route.WIDGETS),
          bytes("21 spans: allocated per request", Scene.SATURATED, Route.MANY),
          bytes("Spring Boot page: allocated per request", Scene.SPRING, Route.SHELF),
          throughput("/widgets: throughput, ratio", Scene.SATURATED, Route.WIDGETS),
          throughput("21 spans: throughput, ratio", Scene.SATURATED, Route.MANY),
          throughput("21 spans at -Xmx128m: throughput, ratio", Scene.HEAP_128, Route.MANY),
          throughput("21 spans at -Xmx64m: throughput, ratio", Scene.HEAP_64, Route.MANY),
          throughput("21 spans, Agent down: throughput, ratio", Scene.AGENT_DOWN, Route.MANY),
          new Measure(
              "/widgets at 300 requests/s: p99, ms more",
              "%+.2f",
              true,
              Scene.RATE,
              (results, contender) ->
                  over(
                      results.bursts(Route.WIDGETS, contender),
                      results.bursts(Route.WIDGETS, Contender.NONE),
                      Burst::p99Millis)),
          start("start to the first answer: CPU, s more", ColdStarts.Start::cpuSeconds),
          start("start to the first answer: wall, s more", ColdStarts.Start::wallSeconds),
          footprint("heap after GC, MB more", "%+.1f", own -> own.heapBytes() / 1e6, true),
          footprint("RSS, MB more", "%+.0f", own -> own.residentBytes() / 1e6, true),
          footprint("threads more", "%+.0f", Footprint::threads, true),
          footprint("jar, MB", "%.1f", own -> own.jarBytes() / 1e6, true),
          new Measure(
              "classes loaded before main",
              "%.0f",
              true,
              Scene.SATURATED,
              (results, contender) -> {
                ColdStarts.Classes classes = results.classes().get(contender);
                return classes == null ? Double.NaN : classes.beforeMain();
              }),
          new Measure(
              "spans delivered, %",
              "%.1f",
              false,
              Scene.SATURATED,
              (results, contender) -> {
                Footprint own = results.footprints().get(contender);
                return own == null || !contender.traces()
                    ? Double.NaN
                    : 100.0 * own.delivered().spans() / own.expectedSpans();
              }),
          new Measure(
              "bytes on the wire per span",
              "%.0f",
              true,
              Scene.SATURATED,
              (results, contender) -> {
                Footprint own = results.footprints().get(contender);
                return own == null || !contender.traces()
                    ? Double.NaN
                    : (double) own.traceBytes() / Math.max(1, own.delivered().spans());
              }));

  private static Measure cpu(String title, Scene scene, Route route) {
    return new Measure(
        title + ", % over none",
        "%+.0f",
        true,
        scene,
        (results, contender) -> 100 * (ratio(results, route, contender, Burst::cpuMicros) - 1));
  }

  private static Measure bytes(String title, Scene scene, Route route) {
    return new Measure(
        title + ", B over none",
        "%+.0f",
        true,
        scene,
        (results, contender) ->
            over(
                results.bursts(route, contender),
                results.bursts(route, Contender.NONE),
                Burst::bytes));
  }

  private static Measure throughput(String title, Scene scene, Route route) {
    return new Measure(
        title,
        "%.2f",
        false,
        scene,
        (results, contender) -> ratio(results, route, contender, Burst::perSecond));
  }

  private static Measure start(String title, ToDoubleFunction<ColdStarts.Start> figure) {
    return new Measure(
        title,
        "%+.2f",
        true,
        Scene.SATURATED,
        (results, contender) ->
            over(
                results.starts().getOrDefault(contender, List.of()),
                results.starts().getOrDefault(Contender.NONE, List.of()),
                figure));
  }

  private static Measure footprint(
      String title, String format, ToDoubleFunction<Footprint> figure, boolean lessIsBetter) {
    return new Measure(
        title,
        format,
        lessIsBetter,
        Scene.SATURATED,
        (results, contender) -> {
          Footprint own = results.footprints().get(contender);
          Footprint none = results.footprints().get(Contender.NONE);
          return own == null || none == null
              ? Double.NaN
              : figure.applyAsDouble(own) - figure.applyAsDouble(none);
        });
  }

  private static double ratio(
      Results results, Route route, Contender contender, ToDoubleFunction<Burst> figure) {
    return Rounds.ratio(
            results.bursts(route, contender), results.bursts(route, Contender.NONE), figure)
        .median();
  }

  private static <T> double over(List<T> own, List<T> none, ToDoubleFunction<T> figure) {
    return Rounds.over(own, none, figure).median();
  }

  /** The figure, or NaN when the scene was not run. */
  double of(@Nullable Results results, Contender contender) {
    return results == null ? Double.NaN : figure.of(results, contender);
  }

  String text(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  /** Whether {@code one} is a better figure than {@code other} as far as the table shows them. */
  boolean isBetter(double one, double other) {
    if (Double.isNaN(one) || Double.isNaN(other) || text(one).equals(text(other))) {
      return false;
    }
    return lessIsBetter == one < other;
  }
}
