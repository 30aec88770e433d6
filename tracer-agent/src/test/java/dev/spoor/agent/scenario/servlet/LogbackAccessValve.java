package dev.spoor.agent.scenario.servlet;

import ch.qos.logback.access.tomcat.LogbackValve;

/** logback-access in Tomcat. */
public final class LogbackAccessValve extends LogbackValve {
  public LogbackAccessValve() {
    setAsyncSupported(true);
    setQuiet(true);
    addAppender(new LogbackAccessLines(this));
    LogbackAccessJson.configure(this);
  }
}
