package dev.spoor.benchmarks.overhead;

/** Spans found in a body, and how many of them are the server spans at the head of a request. */
record Tally(long spans, long roots) {
  static final Tally NOTHING = new Tally(0, 0);

  Tally plus(Tally other) {
    return new Tally(spans + other.spans, roots + other.roots);
  }
}
