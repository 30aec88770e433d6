package dev.spoor.benchmarks.overhead;

import java.util.List;
import java.util.Map;

/** All that a run has measured, for whoever writes it down. */
record Results(
    Options options,
    String loadBefore,
    String loadAfter,
    Map<Route, Map<Contender, List<Burst>>> bursts,
    Map<Contender, List<ColdStarts.Start>> starts,
    Map<Contender, ColdStarts.Classes> classes,
    Map<Contender, Footprint> footprints,
    Map<Contender, String> failures) {

  /** The bursts of one contender on one route; none where it was not run. */
  List<Burst> bursts(Route route, Contender contender) {
    return bursts.getOrDefault(route, Map.of()).getOrDefault(contender, List.of());
  }
}
