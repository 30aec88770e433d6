package dev.spoor.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line, read once.
 *
 * @param app what runs under the contenders
 * @param rounds bursts per route and contender
 * @param starts cold starts per contender
 * @param warmUp bursts of each route that every contender gets before anything counts
 * @param rate requests per second within a burst, 0 for saturation
 * @param burstShare of each route's burst, 1 for all of it
 * @param peer who listens where the contenders send to
 * @param output where the report goes as well, or null
 * @param childOptions further options of the children's JVMs
 */
record Options(
    Set<Contender> contenders,
    App app,
    Set<Route> routes,
    int rounds,
    int starts,
    int warmUp,
    double burstShare,
    int clients,
    int rate,
    int heapMegabytes,
    Peer peer,
    @Nullable Path java,
    @Nullable Path output,
    List<String> childOptions) {

  private static final int MAX_PACED_SECONDS = 5;

  static final String USAGE =
      """
      benchmarks/overhead.sh [option ...]
        --quick              a glance in some 90 s instead of some 5 minutes
        --contenders A,B     of none, floor, spoor, dd-java-agent, opentelemetry, elastic-apm
                             (none is always in)
        --app NAME           tomcat (servlets on embedded Tomcat) or spring (examples/widgets)
        --routes A,B         of plain, widgets, many for tomcat; shelf for spring
        --rounds N           bursts per route and contender (12)
        --starts N           cold starts per contender (5)
        --warm-up N          bursts per route and contender before any counts, a multiple of 4 (12):
                             a plain servlet needs 40,000 requests until its compiler is done
        --clients N          connections under load (2, at most 8)
        --rate N             requests per second in a burst (0: as fast as they are answered)
        --heap MB            -Xmx of the application (512)
        --agent STATE        of what receives spans: up, down, hanging (takes requests and never
                             answers), failing (answers 500)
        --java HOME          the JDK that runs the application
        --out FILE           writes the report there as well
        --publish FOLDER     runs every scene in turn (heaps, rate, Agent down, Spring Boot) and
                             writes OVERHEAD.md and its plots there; other options go for each scene
        --child-option OPT   further JVM option of the application; {name} becomes the contender's
      """;

  static Options parse(String... args) {
    var reader = new Reader(List.of(args));
    boolean quick = reader.flag("--quick");
    Set<Contender> contenders = EnumSet.of(Contender.NONE);
    String names = reader.text("--contenders");
    for (String name : names == null ? new String[0] : names.split(",", -1)) {
      contenders.add(Contender.named(name));
    }
    String application = reader.text("--app");
    App app = application == null ? App.TOMCAT : App.named(application);
    Set<Route> routes = routes(app, reader.text("--routes"));
    String peer = reader.text("--agent");
    Options options =
        new Options(
            names == null ? EnumSet.allOf(Contender.class) : contenders,
            app,
            routes,
            reader.number("--rounds", quick ? 5 : 12),
            reader.number("--starts", quick ? 1 : 5),
            reader.number("--warm-up", quick ? 4 : 12),
            quick ? 0.4 : 1,
            Math.max(1, Math.min(8, reader.number("--clients", 2))),
            reader.number("--rate", 0),
            reader.number("--heap", 512),
            peer == null ? Peer.UP : Peer.named(peer),
            reader.path("--java"),
            reader.path("--out"),
            reader.all("--child-option"));
    reader.expectEnd();
    return options;
  }

  private static Set<Route> routes(App app, @Nullable String paths) {
    if (paths == null) {
      return Route.of(app);
    }
    Set<Route> routes = EnumSet.noneOf(Route.class);
    for (String path : paths.split(",", -1)) {
      routes.add(Route.valueOf(path.toUpperCase(Locale.ROOT)));
    }
    if (!Route.of(app).containsAll(routes)) {
      throw new IllegalArgumentException("routes of another application: " + paths);
    }
    return routes;
  }

  /** Where a contender sends to; nobody is there if the Agent is to be down. */
  String sinkUrl(Sink sink) throws IOException {
    return peer == Peer.DOWN ? "http://127.0.0.1:" + Ports.free() : sink.url();
  }

  /** Requests of a burst; of five seconds at most, where a rate is given. */
  int burst(Route route) {
    int requests = (int) (route.burst * burstShare);
    return rate == 0 ? requests : Math.min(requests, rate * MAX_PACED_SECONDS);
  }

  /** Takes known arguments out of the list, so that what is left was not understood. */
  private static final class Reader {
    private final List<String> left;

    Reader(List<String> args) {
      left = new ArrayList<>(args);
    }

    boolean flag(String name) {
      return left.remove(name);
    }

    @Nullable String text(String name) {
      int at = left.indexOf(name);
      if (at < 0) {
        return null;
      }
      if (at + 1 == left.size()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      left.remove(at);
      String value = left.remove(at);
      // The first one wins, so that a scene's own options go before those for all scenes.
      text(name);
      return value;
    }

    int number(String name, int fallback) {
      String text = text(name);
      return text == null ? fallback : Integer.parseInt(text);
    }

    @Nullable Path path(String name) {
      String text = text(name);
      return text == null ? null : Path.of(text);
    }

    List<String> all(String name) {
      List<String> values = new ArrayList<>();
      for (int at = left.indexOf(name); at >= 0 && at + 1 < left.size(); at = left.indexOf(name)) {
        left.remove(at);
        values.add(left.remove(at));
      }
      return values;
    }

    void expectEnd() {
      if (!left.isEmpty()) {
        throw new IllegalArgumentException("not understood: " + left);
      }
    }
  }
}
