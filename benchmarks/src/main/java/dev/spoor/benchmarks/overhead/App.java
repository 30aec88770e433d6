package dev.spoor.benchmarks.overhead;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What runs under the contenders, and how it is started on which back ends. */
enum App {
  /** Ours, in {@code overhead.app}: as little as possible besides what is measured. */
  TOMCAT("servlets on embedded Tomcat") {
    @Override
    List<String> command(Setup setup, int port) {
      return List.of(
          "-Doverhead.port=" + port,
          "-Doverhead.postgres=" + setup.backends().postgresUrl(),
          "-Doverhead.redis=" + setup.backends().redisPort(),
          "-Dlogback.configurationFile=overhead-logback.xml",
          "-cp",
          setup.installation().app() + "/*",
          MAIN);
    }

    @Override
    Map<String, String> environment(Setup setup, int port) {
      return Map.of();
    }

    @Override
    String mainClass() {
      return MAIN;
    }
  },

  /** The example that users see first: Spring Boot in its executable jar. */
  SPRING("examples/widgets, Spring Boot") {
    @Override
    List<String> command(Setup setup, int port) {
      return List.of("-jar", setup.installation().widgets().toString());
    }

    @Override
    Map<String, String> environment(Setup setup, int port) {
      return Map.of(
          "PORT",
          String.valueOf(port),
          "DATABASE_URL",
          setup.backends().widgetsUrl(),
          "REDIS_URL",
          "redis://127.0.0.1:" + setup.backends().redisPort(),
          // The load client keeps its connections, and waits for the other contenders to start.
          "SERVER_TOMCAT_MAX_KEEP_ALIVE_REQUESTS",
          "-1",
          "SERVER_TOMCAT_KEEP_ALIVE_TIMEOUT",
          "-1",
          "SERVER_TOMCAT_CONNECTION_TIMEOUT",
          "-1");
    }

    @Override
    String mainClass() {
      return "org.springframework.boot.loader.launch.JarLauncher";
    }
  };

  private static final String MAIN = "dev.spoor.benchmarks.overhead.app.OverheadApp";

  final String what;

  App(String what) {
    this.what = what;
  }

  /** What follows the JVM's options on the command line. */
  abstract List<String> command(Setup setup, int port);

  abstract Map<String, String> environment(Setup setup, int port);

  /** The class whose loading ends what happens before {@code main}. */
  abstract String mainClass();

  static App named(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** The route that is asked until the first answer comes. */
  Route firstRoute() {
    return this == SPRING ? Route.SHELF : Route.WIDGETS;
  }
}
