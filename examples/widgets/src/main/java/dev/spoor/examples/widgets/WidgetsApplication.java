package dev.spoor.examples.widgets;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Starts the shop, as one of three processes: web (no argument), {@code worker} or {@code release};
 * see {@link Role}. {@link Settings} says what the environment may set; what it does not set runs
 * as a server of our own, see {@link LocalServers}.
 */
@SpringBootApplication(proxyBeanMethods = false)
class WidgetsApplication {

  /** Ends with status 1 and one line when something to stand on is missing. */
  public static void main(String[] arguments) {
    Role role = Role.of(arguments);
    if (role == null) {
      System.err.println("widgets: the only argument is worker or release, none means web");
      System.exit(2);
      return;
    }
    try {
      Settings settings = Settings.from(System.getenv());
      if (role == Role.RELEASE) {
        Release.run(settings);
      } else {
        start(settings, role);
      }
    } catch (RuntimeException e) {
      StartFailure failure = startFailure(e);
      if (failure == null) {
        throw e;
      }
      System.err.println("widgets: " + failure.getMessage());
      System.exit(1);
    }
  }

  /** Starts web. */
  static ConfigurableApplicationContext start(Settings settings) {
    return start(settings, Role.WEB);
  }

  /** Closing the context stops everything; so does the end of the process. */
  static ConfigurableApplicationContext start(Settings settings, Role role) {
    // Logging is set up by whoever asks first; two threads at once would lose lines.
    LoggerFactory.getLogger(WidgetsApplication.class);
    if (role == Role.WORKER && settings.database().isEmpty()) {
      throw new StartFailure("worker needs DATABASE_URL: jobs are where web puts them");
    }
    LocalServers servers = LocalServers.startMissing(settings, role);
    try {
      // Handlers run when the contexts are closed, so no connection sees its server go; and they
      // run too when the process is told to stop before there is a context.
      SpringApplication.getShutdownHandlers().add(servers::close);
      SpringApplication application = new SpringApplication(WidgetsApplication.class);
      application.setBannerMode(Banner.Mode.OFF);
      application.setDefaultProperties(
          Map.of("server.port", settings.port(), "spring.main.keep-alive", role == Role.WORKER));
      application.setWebApplicationType(
          role == Role.WEB ? WebApplicationType.SERVLET : WebApplicationType.NONE);
      application.addInitializers(
          context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(Settings.class, () -> settings);
            beans.registerBean(Role.class, () -> role);
            beans.registerBean(LocalServers.class, () -> servers);
          });
      return application.run();
    } catch (RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  private static @Nullable StartFailure startFailure(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartFailure failure) {
        return failure;
      }
    }
    return null;
  }
}
