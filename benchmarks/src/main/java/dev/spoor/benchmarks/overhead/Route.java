package dev.spoor.benchmarks.overhead;

/**
 * A path of the application, how many spans a request to it is expected to yield, and how many
 * requests make a burst: enough that the ten milliseconds in which Linux counts CPU time are a
 * percent or two.
 */
enum Route {
  PLAIN("/plain", "plain servlet", 1, 4_000),
  WIDGETS("/widgets", "Redis GET, PostgreSQL SELECT, JSON log line", 3, 1_500),
  MANY("/many", "20 H2 queries", 21, 3_000);

  final String path;
  final String work;
  final int spans;
  final int burst;

  Route(String path, String work, int spans, int burst) {
    this.path = path;
    this.work = work;
    this.spans = spans;
    this.burst = burst;
  }
}
