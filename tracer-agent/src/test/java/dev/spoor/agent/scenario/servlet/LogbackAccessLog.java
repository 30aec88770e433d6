package dev.spoor.agent.scenario.servlet;

import ch.qos.logback.access.jetty.RequestLogImpl;

/** logback-access in Jetty. */
public final class LogbackAccessLog extends RequestLogImpl {
  public LogbackAccessLog() {
    setQuiet(true);
    addAppender(new LogbackAccessLines(this));
    LogbackAccessJson.configure(this);
  }
}
