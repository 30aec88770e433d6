package dev.spoor.agent.scenario.servlet;

import ch.qos.logback.access.common.joran.JoranConfigurator;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.joran.spi.JoranException;

/** Has logback-access write JSON to standard output, by the file that the documents show. */
final class LogbackAccessJson {
  private LogbackAccessJson() {}

  static void configure(Context context) {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(System.getProperty("scenario.access"));
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    }
  }
}
