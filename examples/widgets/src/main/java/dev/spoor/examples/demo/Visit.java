package dev.spoor.examples.demo;

import java.util.List;

/**
 * A request that the demo makes, and what should come of it.
 *
 * @param form what a POST sends; empty for a GET
 * @param spans names that the trace must have below the server span
 */
record Visit(String path, String accept, String form, int status, List<String> spans) {

  private static final String POSTGRES = "postgresql.query";
  private static final String REDIS = "redis.query";

  /** One of each kind of request that widgets can answer, ending with the one that is shown. */
  static List<Visit> tour() {
    return List.of(
        get("/", 200),
        get("/widgets", 200, POSTGRES, REDIS),
        new Visit("/widgets", "application/json", "", 200, List.of(POSTGRES, REDIS)),
        get("/widgets/1", 200, REDIS),
        get("/widgets/slow", 200, POSTGRES, REDIS),
        get("/widgets/async", 200, POSTGRES, REDIS),
        get("/widgets/one-by-one", 200, POSTGRES),
        get("/widgets/boom", 500),
        get("/widgets/4711", 404, POSTGRES, REDIS),
        get("/no/such/page", 404),
        new Visit(
            "/widgets",
            "text/html",
            "name=Cog&description=From+the+demo&stock=3",
            303,
            List.of(POSTGRES)),
        // After a new widget no copy in Redis is good: this one asks both servers twice.
        get("/widgets?page=1", 200, POSTGRES, REDIS));
  }

  private static Visit get(String path, int status, String... spans) {
    return new Visit(path, "text/html", "", status, List.of(spans));
  }

  boolean isPost() {
    return !form.isEmpty();
  }

  boolean fails() {
    return status >= 500;
  }

  @Override
  public String toString() {
    return (isPost() ? "POST " : "GET ") + path + (accept.endsWith("json") ? " as JSON" : "");
  }
}
