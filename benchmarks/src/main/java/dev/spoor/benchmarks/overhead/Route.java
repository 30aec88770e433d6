package dev.spoor.benchmarks.overhead;

import java.util.EnumSet;
import java.util.Set;

/**
 * A path of an application, how many spans a request to it is expected to yield at least, and how
 * many requests make a burst: half a second or so, of which the ten milliseconds in which Linux
 * counts CPU time are a percent or two, and enough that some eight bursts are what the compiler
 * needs until a contender is as fast as it gets (20 queries behind a pool: 60,000 requests).
 */
enum Route {
  PLAIN(App.TOMCAT, "/plain", "plain servlet", 1, 6_000),
  WIDGETS(App.TOMCAT, "/widgets", "Redis GET, PostgreSQL SELECT, JSON log line", 3, 4_000),
  MANY(App.TOMCAT, "/many", "20 H2 queries", 21, 8_000),
  SHELF(
      App.SPRING,
      "/widgets",
      "Spring Boot page from PostgreSQL and Redis, JSON log line",
      3,
      2_500);

  final App app;
  final String path;
  final String work;
  final int spans;
  final int burst;

  Route(App app, String path, String work, int spans, int burst) {
    this.app = app;
    this.path = path;
    this.work = work;
    this.spans = spans;
    this.burst = burst;
  }

  static Set<Route> of(App app) {
    Set<Route> routes = EnumSet.allOf(Route.class);
    routes.removeIf(route -> route.app != app);
    return routes;
  }
}
