package dev.spoor.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the whole comparison and prints its report: cold starts one after the other first, then all
 * contenders up at once under load in turn.
 *
 * <p>Linux only, since it reads {@code /proc}. Everything it starts ends with it.
 */
public final class Overhead {
  private final Setup setup;
  private final long started = System.nanoTime();

  private Overhead(Setup setup) {
    this.setup = setup;
  }

  /** See {@link Options#USAGE}. The system property {@code overhead.module} names our folder. */
  public static void main(String[] args) throws Exception {
    if (List.of(args).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    List<String> own = new ArrayList<>(List.of(args));
    Path publish = Scene.takeFolder(own);
    Options options;
    try {
      options = Options.parse(own.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + Options.USAGE);
      System.exit(2);
      return;
    }
    Installation installation =
        Installation.below(Path.of(System.getProperty("overhead.module", "benchmarks")));
    String complaint = installation.complaint(options.contenders());
    if (complaint != null) {
      System.err.println(complaint);
      System.exit(2);
    }
    Files.createDirectories(installation.output());
    if (publish == null) {
      write(run(options, installation), options);
    } else {
      Publication.write(Scene.runAll(own, installation), publish, String.join(" ", own));
    }
    // The pools of the servers' libraries would keep the process for a while.
    System.exit(0);
  }

  private static void write(Results results, Options options) throws IOException {
    String report = Report.of(results);
    System.out.print(report);
    Path output = options.output();
    if (output != null) {
      Files.writeString(output, report);
    }
  }

  static Results run(Options options, Installation installation)
      throws IOException, InterruptedException, SQLException {
    Path java = options.java() == null ? Path.of(System.getProperty("java.home")) : options.java();
    try (Backends backends = Backends.start()) {
      return new Overhead(new Setup(options, installation, backends, java)).run();
    }
  }

  private Results run() throws IOException, InterruptedException {
    Options options = setup.options();
    String before = ProcessFacts.loadAverage();
    ColdStarts starts = new ColdStarts(setup);
    progress("cold starts");
    Map<Contender, List<ColdStarts.Start>> started = starts.run();
    Map<Contender, ColdStarts.Classes> classes =
        options.starts() == 0 ? Map.of() : starts.classes();
    Map<Route, Map<Contender, List<Burst>>> bursts = new EnumMap<>(Route.class);
    List<Seat> seats = new ArrayList<>();
    try {
      progress("warming up");
      seat(seats);
      Bursts load = new Bursts(seats, options);
      load.warmUp();
      for (Route route : options.routes()) {
        progress("bursts of " + route.path);
        bursts.put(route, load.run(route));
      }
      progress("waiting for the last spans");
      Map<Contender, String> failures = new EnumMap<>(Contender.class);
      for (Seat seat : seats) {
        String failure = seat.failure();
        if (failure != null) {
          failures.put(seat.contender(), failure);
        }
      }
      List<Seat> answering = seats.stream().filter(seat -> seat.failure() == null).toList();
      Map<Contender, Footprint> footprints = Footprint.measure(answering, setup.installation());
      progress("done");
      return new Results(
          options,
          before,
          ProcessFacts.loadAverage(),
          bursts,
          started,
          classes,
          footprints,
          failures);
    } finally {
      for (Seat seat : seats) {
        seat.close();
      }
    }
  }

  private void seat(List<Seat> seats) throws IOException, InterruptedException {
    Options options = setup.options();
    for (Contender contender : options.contenders()) {
      Sink sink = new Sink(options.peer());
      Child child = Child.start(setup, contender, options.sinkUrl(sink), options.childOptions());
      try {
        child.awaitFirstResponse();
        Seat seat =
            new Seat(child, sink, new LoadClient(child.port, options.clients(), options.rate()));
        seat.sent(options.app().firstRoute(), 1);
        seats.add(seat);
      } catch (IOException | InterruptedException e) {
        child.kill();
        sink.close();
        throw e;
      }
    }
  }

  private void progress(String what) {
    System.err.printf("[%3d s] %s%n", (System.nanoTime() - started) / 1_000_000_000, what);
  }
}
