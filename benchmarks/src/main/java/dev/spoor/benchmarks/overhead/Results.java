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
    Map<Contender, Footprint> footprints) {}
