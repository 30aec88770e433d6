package dev.spoor.examples.widgets;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Starts the shop. {@link Settings} says what the environment may set; what it does not set runs as
 * a server of our own, see {@link LocalServers}.
 */
@SpringBootApplication(proxyBeanMethods = false)
class WidgetsApplication {

  /** Ends with status 1 and one line when something to stand on is missing. */
  public static void main(String[] arguments) {
    try {
      start(Settings.from(System.getenv()));
    } catch (RuntimeException e) {
      StartFailure failure = startFailure(e);
      if (failure == null) {
        throw e;
      }
      System.err.println("widgets: " + failure.getMessage());
      System.exit(1);
    }
  }

  /** Closing the context stops everything; so does the end of the process. */
  static ConfigurableApplicationContext start(Settings settings) {
    // Logging is set up by whoever asks first; two threads at once would lose lines.
    LoggerFactory.getLogger(WidgetsApplication.class);
    LocalServers servers = LocalServers.startMissing(settings);
    try {
      // Handlers run when the contexts are closed, so no connection sees its server go; and they
      // run
      // too when the process is told to stop before there is a context.
      SpringApplication.getShutdownHandlers().add(servers::close);
      SpringApplication application = new SpringApplication(WidgetsApplication.class);
      application.setBannerMode(Banner.Mode.OFF);
      application.setDefaultProperties(Map.of("server.port", settings.port()));
      application.addInitializers(
          context ->
              ((GenericApplicationContext) context)
                  .registerBean(LocalServers.class, () -> servers));
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
